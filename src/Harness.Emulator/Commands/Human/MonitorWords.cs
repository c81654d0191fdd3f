using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Commands of the human monitor about the monitor itself.</summary>
internal static class MonitorWords
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("help|?", "tell what commands there are, or about one", call => HumanHelp.About(call.Text("name")), new Rest("name")),
        new("info", "tell something about the machine; alone, what there is to tell", Inform, new Rest("topic")),
    ];

    private static IEnumerable<string> Inform(HumanCall call) =>
        call.Text("topic") is { } topic ? HumanMonitor.Inform(topic, call.Session) : HumanHelp.About("info");
}
