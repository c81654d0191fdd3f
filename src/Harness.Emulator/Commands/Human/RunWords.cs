using System.Text.Json.Nodes;

using Harness.Schema.Model;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Commands of the human monitor about the machine as a whole: running, CPUs, memory, displays, input.</summary>
internal static class RunWords
{
    private const long KeyTime = 100;

    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        HumanCommand.Of("stop|s", "stop", "let the guest stand still"),
        HumanCommand.Of("cont|c", "cont", "let the guest run"),
        HumanCommand.Of("system_reset", "system_reset", "reset the machine"),
        HumanCommand.Of("system_powerdown", "system_powerdown", "press the power button"),
        HumanCommand.Of("system_wakeup", "system_wakeup", "wake a suspended guest up"),
        HumanCommand.Of("nmi", "inject-nmi", "send a non-maskable interrupt to the guest"),
        HumanCommand.Of("quit|q", "quit", "end the emulator"),
        new("cpu", "use another CPU in the commands that follow at the same monitor", SelectCpu, new Number("index", 32)),
        HumanCommand.Of("balloon", "balloon", "ask the guest to live with so many mebibytes", new Mebibytes("value")),
        HumanCommand.Of("memsave", "memsave", "write memory to a file, by virtual addresses", new Number("val"), new Number("size", 32), new Word("filename")),
        HumanCommand.Of("pmemsave", "pmemsave", "write memory to a file, by physical addresses", new Number("val"), new Number("size"), new Word("filename")),
        HumanCommand.Of("screendump", "screendump", "write the picture on the display to a file", new Word("filename", "filename")),
        new("sendkey", "press keys, joined by hyphens, all at once; for 100 milliseconds by default", SendKey, new Word("keys"), new Number("hold-time", 32, Optional: true)),
        HumanCommand.Of("set_password", "set_password", "set the password of vnc or spice", new Word("protocol"), new Word("password"), new Word("connected", Optional: true)),
        HumanCommand.Of("expire_password", "expire_password", "set when the password of vnc or spice expires", new Word("protocol"), new Word("time")),
        HumanCommand.Of("trace-event", "trace-event-set-state", "switch trace events on or off", new Word("name"), new Switch("enable")),
        HumanCommand.Of("closefd", "closefd", "close a file descriptor that has a name", new Word("fdname")),
    ];

    /// <summary>It would concern later commands at the same monitor, and each command from QMP has a monitor for itself.</summary>
    private static string[] SelectCpu(HumanCall call) =>
        call.Session.Machine.Processors.Find(call.Values["index"]!.GetValue<long>()) is null ? ["invalid CPU index"] : [];

    /// <summary>A key is a name, or its number in hexadecimal.</summary>
    private static string[] SendKey(HumanCall call)
    {
        EnumType? names = call.Session.Machine.Schema.Type("QKeyCode") as EnumType;
        JsonArray keys = [];
        foreach (string typed in call.Text("keys")!.Split('-'))
        {
            bool isNumber = typed.StartsWith("0x", StringComparison.Ordinal);
            string key = typed == "<" ? "less" : typed;
            if (!isNumber && names?.Values.All(v => v.Name != key) != false)
            {
                return [$"invalid parameter: {typed}"];
            }

            keys.Add(new JsonObject { ["type"] = isNumber ? "number" : "qcode", ["data"] = isNumber ? HumanExpression.Read(new HumanLine(key)) : key });
        }

        return call.Do("send-key", new JsonObject { ["keys"] = keys, ["hold-time"] = call.Values["hold-time"]?.DeepClone() ?? KeyTime });
    }
}
