using System.Text;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Wire;

namespace Harness.Cases.Language;

/// <summary>Which commands a case executes, as a server would read what it sends.</summary>
public static class SentCommands
{
    /// <summary>Opens a session: every server has it, and it harms nothing.</summary>
    private const string Negotiation = "qmp_capabilities";

    /// <summary>A case that needs a name that no server has takes one that begins so.</summary>
    private const string NeverThere = "no-such-";

    /// <summary>
    /// Names of the commands in the order in which they are first sent. Not among them are <c>qmp_capabilities</c>, names that begin with
    /// <c>no-such-</c>, which stand for commands that do not exist, and what stands in bytes that no server can read.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Step> steps) =>
        [.. Requests(steps).Select(r => r.Command).Where(c => c != Negotiation && !c.StartsWith(NeverThere, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)];

    /// <summary>Every request that a server can read, with its arguments; their kind is <c>Undefined</c> where there are none.</summary>
    public static IReadOnlyList<(string Command, JsonElement Arguments)> Requests(IReadOnlyList<Step> steps)
    {
        List<(string, JsonElement)> requests = [];
        Dictionary<int, MessageReader> readers = [];
        int connection = 0;
        foreach (Step step in steps)
        {
            connection = step is Step.UseConnection use ? use.Number : connection;
            if (step is Step.Reconnect)
            {
                readers.Remove(connection);
            }

            if (BytesOf(step) is { } bytes)
            {
                if (!readers.TryGetValue(connection, out MessageReader? reader))
                {
                    readers.Add(connection, reader = new MessageReader(JsonFlavour.Qemu, WireLimits.Default));
                }

                Collect(reader, bytes, requests);
            }
        }

        return requests;
    }

    /// <summary>The most careful class among the commands.</summary>
    public static SafetyClass SafetyOf(IReadOnlyList<string> commands, SafetyTable table) =>
        commands.Select(table.ClassOf).DefaultIfEmpty(SafetyClass.Read).Max();

    /// <summary>A bound name stands for a value that only the run knows, and never for a command.</summary>
    private static byte[]? BytesOf(Step step) => step switch
    {
        Step.Send send => Encoding.UTF8.GetBytes(string.Concat(send.Message.Parts.Select(p => p.Text ?? "null"))),
        Step.SendRaw raw => raw.Bytes.ToArray(),
        _ => null,
    };

    private static void Collect(MessageReader reader, byte[] bytes, List<(string, JsonElement)> requests)
    {
        reader.Feed(bytes);
        while (reader.TryRead(out WireMessage message))
        {
            using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out _);
            if (document is not null && NameIn(document.RootElement) is { } name)
            {
                requests.Add((name, document.RootElement.TryGetProperty("arguments"u8, out JsonElement arguments) ? arguments.Clone() : default));
            }
        }
    }

    private static string? NameIn(JsonElement message) =>
        message.ValueKind == JsonValueKind.Object
        && (message.TryGetProperty("execute"u8, out JsonElement name) || message.TryGetProperty("exec-oob"u8, out name))
        && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
}
