using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Cases.Impact;

/// <summary>
/// Tells of single messages whether they fit one schema and do not fit another. What is at odds with the first schema already is
/// wrong on purpose or by mistake, not by the change. Members that the second always sends and the first does not know break
/// nobody who ignores what he does not know.
/// </summary>
public sealed class MessageImpact(QmpSchema old, QmpSchema now)
{
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    private readonly ValueChecker _closed = new(Openness.Closed);

    /// <summary>The command that a request executes; null where it executes none.</summary>
    public static string? CommandIn(JsonElement request) => NameIn(request, "execute") ?? NameIn(request, "exec-oob");

    /// <summary>Why the second schema's server does not take the request as the first's does; null where it does.</summary>
    public string? OfRequest(JsonElement request)
    {
        if (CommandIn(request) is not { } name || old.Command(name) is not { } before)
        {
            return null;
        }

        if (now.Command(name) is not { } after)
        {
            return $"'{name}' is no command any more";
        }

        if (NameIn(request, "exec-oob") is not null && before.AllowOutOfBand && !after.AllowOutOfBand)
        {
            return $"'{name}' may not be sent out-of-band any more";
        }

        JsonElement given = JsonValues.Member(request, "arguments");
        return Difference(given.ValueKind == JsonValueKind.Undefined ? NoArguments : given, before.Arguments, after.Arguments, sent: true) is { } broken
            ? $"'{name}' refuses its arguments: {broken}"
            : null;
    }

    /// <summary>Why the second schema's server does not answer so; null where it may.</summary>
    /// <param name="command">The command that is answered.</param>
    public string? OfReply(string command, JsonElement reply)
    {
        JsonElement returned = JsonValues.Member(reply, "return");
        if (returned.ValueKind == JsonValueKind.Undefined || old.Command(command)?.Returns is not { } before || now.Command(command) is not { } after)
        {
            return null;
        }

        return after.Returns is null
            ? $"'{command}' returns nothing any more"
            : Difference(returned, before, after.Returns, sent: false) is { } broken ? $"'{command}' does not answer so any more: {broken}" : null;
    }

    /// <summary>Why the second schema has no such event; null where it has.</summary>
    public string? OfEvent(string name, JsonElement data)
    {
        if (old.Event(name) is not { } before)
        {
            return null;
        }

        return now.Event(name) is not { } after ? $"'{name}' is no event any more"
            : data.ValueKind != JsonValueKind.Undefined && Difference(data, before.Data, after.Data, sent: false) is { } broken ? $"'{name}' does not come so any more: {broken}"
            : null;
    }

    /// <summary>The first place at which the value breaks the second type and not the first; null stands for what a case leaves open, and breaks both.</summary>
    /// <param name="sent">Of what is received, a member that only the second has may be missing.</param>
    private string? Difference(JsonElement value, SchemaType before, SchemaType after, bool sent)
    {
        IReadOnlyList<Violation> known = _closed.All(value, before);
        foreach (Violation found in _closed.All(value, after))
        {
            if (!known.Any(k => k.Path == found.Path) && (sent || found.Kind != ViolationKind.Missing))
            {
                return found.ToString();
            }
        }

        return null;
    }

    private static string? NameIn(JsonElement message, string member) =>
        JsonValues.Member(message, member) is { ValueKind: JsonValueKind.String } name ? name.GetString() : null;
}
