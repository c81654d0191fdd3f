using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cli.Verbs;

/// <summary><c>spec diff A B</c>: exit 0 when nothing breaks whom it concerns, 1 when something does.</summary>
internal static class SpecDiff
{
    private static readonly (Breaks Breaks, string Class, string Title)[] Classes =
    [
        (Breaks.Clients | Breaks.Servers, "breaks-clients-and-servers", "breaks clients and servers"),
        (Breaks.Clients, "breaks-clients", "breaks clients"),
        (Breaks.Servers, "breaks-servers", "breaks servers"),
        (Breaks.Nothing, "compatible", "compatible"),
    ];

    /// <param name="load">Reads a source as the user named it.</param>
    /// <param name="concerned">Whose breaking makes the exit code 1.</param>
    /// <exception cref="UsageException">A source cannot be read or has errors.</exception>
    public static int Diff(Func<string, LoadResult> load, string from, string to, Breaks concerned, OutputFormat format, TextWriter output)
    {
        QmpSchema old = Specs.Usable(from, load(from));
        QmpSchema now = Specs.Usable(to, load(to));
        IReadOnlyList<Change> changes = SchemaDiff.Compare(old, now);
        if (format == OutputFormat.Json)
        {
            WriteJson(output, changes);
        }
        else
        {
            WriteText(output, changes);
        }

        return changes.Any(c => (c.Kind.Breaks & concerned) != 0) ? ExitCode.Nonconformance : ExitCode.Success;
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<Change> changes) => JsonOutput.WriteArray(output, changes, (json, change) =>
    {
        json.WriteString("code", change.Kind.Code);
        json.WriteString("class", Classes.Single(c => c.Breaks == change.Kind.Breaks).Class);
        json.WriteString("command", change.Subject);
        json.WriteString("path", change.Path);
        json.WriteString("message", change.Message);
        json.WriteString("from", change.From);
        json.WriteString("to", change.To);
        WriteSource("fromSource", change.FromSpan);
        WriteSource("toSource", change.ToSpan);
        json.WriteStrings("alsoIn", change.AlsoIn);

        void WriteSource(string name, SourceSpan span)
        {
            if (span == SourceSpan.None)
            {
                json.WriteNull(name);
                return;
            }

            json.WriteStartObject(name);
            json.WriteString("file", span.File);
            json.WriteNumber("line", span.Line);
            json.WriteEndObject();
        }
    });

    private static void WriteText(TextWriter output, IReadOnlyList<Change> changes)
    {
        foreach ((Breaks breaks, _, string title) in Classes)
        {
            List<Change> those = [.. changes.Where(c => c.Kind.Breaks == breaks)];
            if (those.Count == 0)
            {
                continue;
            }

            output.WriteLine(title);
            foreach (Change change in those)
            {
                output.WriteLine($"  {change.Kind.Code}  {change.Message}  ({Place(change)})");
                if (change.AlsoIn.Count > 0)
                {
                    output.WriteLine($"            also in {string.Join(", ", change.AlsoIn)}");
                }
            }
        }

        int Count(Breaks side) => changes.Count(c => c.Kind.Breaks.HasFlag(side));
        output.WriteLine(changes.Count == 0
            ? "no difference on the wire"
            : $"{changes.Count} changes: {Count(Breaks.Clients)} break clients, {Count(Breaks.Servers)} break servers, {changes.Count(c => c.Kind.Breaks == Breaks.Nothing)} are compatible");
    }

    private static string Place(Change change) => (change.FromSpan == SourceSpan.None, change.ToSpan == SourceSpan.None) switch
    {
        (false, true) => $"{change.FromSpan}",
        (true, false) => $"{change.ToSpan}",
        _ => $"{change.FromSpan} → {change.ToSpan}",
    };
}
