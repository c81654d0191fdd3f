using Harness.Schema.Model;

namespace Harness.Fuzz.Generate;

/// <summary>Commands that belong together because their names share a word: what one of them makes another uses. Those that make come first.</summary>
internal static class CommandGroups
{
    private static readonly string[] Verbs =
        ["query", "add", "del", "remove", "delete", "set", "get", "list", "start", "stop", "cancel", "x", "sync", "info", "state", "all", "guest", "server", "pause", "resume", "complete"];

    private static readonly string[] Making = ["add", "start", "getfd", "mirror", "backup", "stream", "commit", "snapshot", "set", "begin"];

    /// <summary>In order of their words; a command may be in several. All commands together are the last.</summary>
    public static IReadOnlyList<IReadOnlyList<Command>> Of(IReadOnlyList<Command> commands)
    {
        SortedDictionary<string, List<Command>> groups = new(StringComparer.Ordinal);
        foreach (Command command in commands)
        {
            foreach (string word in Words(command.Name).Except(Verbs))
            {
                if (!groups.TryGetValue(word, out List<Command>? group))
                {
                    groups.Add(word, group = []);
                }

                group.Add(command);
            }
        }

        return [.. groups.Values.Where(g => g.Count > 1), commands];
    }

    public static bool Makes(Command command) => Words(command.Name).Intersect(Making).Any();

    /// <summary><c>getfd</c> and <c>closefd</c> are about <c>fd</c>.</summary>
    private static string[] Words(string name)
    {
        string[] words = name.Split('-', '_');
        return words is [var only] && only.EndsWith("fd", StringComparison.Ordinal) ? [only, "fd"] : words;
    }
}
