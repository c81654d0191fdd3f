namespace Harness.Emulator.Commands.Human;

/// <summary>What the human monitor says about itself.</summary>
internal static class HumanHelp
{
    /// <summary>About all commands, the topics of <c>info</c>, or one of either. What follows the name of one is passed over.</summary>
    public static IEnumerable<string> About(string? name)
    {
        string[] words = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => HumanCommands.All.Select(c => c.Usage),
            ["info"] => HumanTopics.All.Select(Topic),
            ["info", string topic, ..] => [HumanTopics.All.FirstOrDefault(c => c.IsCalled(topic)) is { } found ? Topic(found) : Unknown($"info {topic}")],
            [string command, ..] => [HumanCommands.All.FirstOrDefault(c => c.IsCalled(command))?.Usage ?? Unknown(command)],
        };
    }

    public static string Unknown(string name) => $"unknown command: '{name}'";

    private static string Topic(HumanCommand topic) => $"info {topic.Usage}";
}
