using Harness.Schema.Source;

namespace Harness.Schema.Diff;

/// <summary>One difference between two schemas.</summary>
/// <param name="Subject">The command or event where it was met first.</param>
/// <param name="Path">Where in it: <c>arguments.device</c>, <c>returns[].inserted</c>, <c>data[kind=file].name</c>; empty for the subject itself.</param>
/// <param name="From">What stood there: a type, a value, a feature; null when nothing.</param>
/// <param name="To">What stands there; null when nothing.</param>
/// <param name="FromSpan">Where the first schema says so; where its surroundings are when it says nothing.</param>
/// <param name="ToSpan">Where the second schema says so.</param>
/// <param name="AlsoIn">Other commands and events that reach the same change through the same type, in the order of the schemas.</param>
public sealed record Change(
    ChangeKind Kind,
    string Subject,
    string Path,
    string? From,
    string? To,
    SourceSpan FromSpan,
    SourceSpan ToSpan,
    IReadOnlyList<string> AlsoIn)
{
    /// <summary>What a person reads: <c>eject: arguments.force became mandatory</c>.</summary>
    public string Message
    {
        get
        {
            string place = Path.Length == 0 ? Subject : $"{Subject}: {Path}";
            string what = (From, To) switch
            {
                (null, null) => "",
                (null, _) => $": {To}",
                (_, null) => $": {From}",
                _ => $": {From} → {To}",
            };
            return $"{place} {Kind.Meaning}{what}";
        }
    }
}
