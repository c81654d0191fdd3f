using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Commands.Human;

/// <summary>
/// Executes a line as a person types it at the human monitor and gives what that prints, each line ended by carriage return and line
/// feed. A wrong command is no error of QMP: what the human monitor says to it is the answer.
/// </summary>
internal static class HumanMonitor
{
    private const string LineEnd = "\r\n";

    public static string Execute(string line, HumanSession session) => string.Concat(Lines("", HumanCommands.All, new HumanLine(line), session).Select(l => l + LineEnd));

    /// <summary>What <c>info</c> prints for a topic with what follows it.</summary>
    public static IEnumerable<string> Inform(string topic, HumanSession session) => Lines("info ", HumanTopics.All, new HumanLine(topic), session);

    private static IReadOnlyList<string> Lines(string path, IReadOnlyList<HumanCommand> table, HumanLine line, HumanSession session)
    {
        string name = line.Bare();
        if (name.Length == 0)
        {
            return [];
        }

        if (table.FirstOrDefault(c => c.IsCalled(name)) is not { } command)
        {
            return [HumanHelp.Unknown(path + name)];
        }

        try
        {
            JsonObject values = HumanArguments.Read(line, command.Parameters);
            return [.. command.Run(new HumanCall(session, values))];
        }
        catch (HumanSyntaxException wrong)
        {
            return [wrong.NamesCommand ? $"{command.Names}: {wrong.Message}" : wrong.Message, $"Try \"help {path}{name}\" for more information"];
        }
        catch (RefusedException refused)
        {
            return [$"Error: {refused.Message}"];
        }
    }
}
