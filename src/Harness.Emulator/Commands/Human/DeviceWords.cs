using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Commands of the human monitor about devices, objects, and both ends of character devices and networks.</summary>
internal static class DeviceWords
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        HumanCommand.Of("device_add", "device_add", "plug a device in", new Options("driver")),
        HumanCommand.Of("device_del", "device_del", "ask the guest to let a device go", new Word("id")),
        new("object_add", "create an object", AddObject, new Options("qom-type")),
        HumanCommand.Of("object_del", "object-del", "delete an object", new Word("id")),
        HumanCommand.Of("netdev_add", "netdev_add", "add a network backend", new Options("type")),
        HumanCommand.Of("netdev_del", "netdev_del", "remove a network backend", new Word("id")),
        HumanCommand.Of("set_link", "set_link", "plug a network cable in or out", new Word("name"), new Switch("up")),
        HumanCommand.Of("chardev-remove", "chardev-remove", "remove a character device", new Word("id")),
        HumanCommand.Of("ringbuf_write", "ringbuf-write", "write text to a ring buffer", new Word("device"), new Word("data")),
        new("ringbuf_read", "read text from a ring buffer", ReadRing, new Word("device"), new Number("size", 32)),
    ];

    private static string[] AddObject(HumanCall call)
    {
        JsonObject arguments = [];
        JsonObject properties = [];
        foreach ((string name, JsonNode? value) in call.Values)
        {
            (name is "qom-type" or "id" ? arguments : properties)[name] = value?.DeepClone();
        }

        arguments["props"] = properties;
        return call.Do("object-add", arguments);
    }

    /// <summary>Characters that would upset a terminal are written in octal.</summary>
    private static string[] ReadRing(HumanCall call)
    {
        StringBuilder text = new();
        foreach (char read in call.Ask("ringbuf-read", call.Values).GetString()!)
        {
            _ = read == '\\' ? text.Append(@"\\")
                : read == '\n' ? text.Append("\r\n")
                : char.IsControl(read) ? text.Append(CultureInfo.InvariantCulture, $"\\{Convert.ToString(read, 8).PadLeft(3, '0')}")
                : text.Append(read);
        }

        return [text.ToString()];
    }
}
