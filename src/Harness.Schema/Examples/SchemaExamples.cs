using Harness.Schema.Examples.Json;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Examples;

/// <summary>The examples of a schema in the QAPI language, held against its types.</summary>
internal sealed class SchemaExamples(QmpSchema schema, ISourceFiles files)
{
    private readonly Dictionary<string, SourceText?> _sources = new(StringComparer.Ordinal);

    private readonly HashSet<(string File, int Line)> _damaged = [];

    /// <summary>Where the messages begin that had to be repaired.</summary>
    public IReadOnlySet<(string File, int Line)> Damaged => _damaged;

    public IReadOnlyList<Diagnostic> Review()
    {
        List<Diagnostic> diagnostics = [];
        foreach (Definition definition in schema.Commands.Select(c => c.Definition).Concat(schema.Events.Select(e => e.Definition)))
        {
            List<DocumentedExchange> exchanges = [.. definition.Documentation.Examples.Select(e => Read(e, definition.Name, diagnostics))];
            HashSet<string> executed = [.. exchanges.SelectMany(e => e.Messages).Where(m => m.FromClient).Select(Executed)];

            // Examples of one command show others on the way; that none shows the command itself is what is wrong.
            bool showsItself = executed.Contains(definition.Name);
            string text = string.Join(' ', definition.Documentation.Sections.Where(s => s.Kind != SectionKind.Example).Select(s => s.Text).Prepend(definition.Documentation.Body));
            new ExchangeReview(schema, DocumentedFacts.None, definition.Name, diagnostics)
                .Review(exchanges, name => showsItself || text.Contains(name, StringComparison.Ordinal));
        }

        return diagnostics;
    }

    private static string Executed(DocumentedMessage message) =>
        message.Read.Value is ExampleValue.Object body && (body["execute"] ?? body["exec-oob"]) is ExampleValue.String name ? name.Value : "";

    private DocumentedExchange Read(Example example, string command, List<Diagnostic> diagnostics) =>
        new(example.Title, [.. example.Lines.Select(l => Read(l, command, diagnostics))]);

    private DocumentedMessage Read(ExampleLine line, string command, List<Diagnostic> diagnostics)
    {
        LineText text = new(line.Span.File, Lines(line), "\n");
        ReadMessage read = RepairingReader.Read(text, lenient: true, command);
        diagnostics.AddRange(read.Diagnostics);
        if (read.Diagnostics.Count > 0)
        {
            _damaged.Add((line.Span.File, line.Span.Line));
        }

        return new DocumentedMessage(line.FromClient, line.Span, text, read);
    }

    /// <summary>The lines of a message where they stand in the file: documentation keeps their text, not their columns.</summary>
    private IEnumerable<SourceLine> Lines(ExampleLine line)
    {
        string[] texts = line.Text.Split('\n');
        int first = line.EndLine - texts.Length + 1;
        SourceText? source = Source(line.Span.File);
        for (int i = 0; i < texts.Length; i++)
        {
            int from = i == 0 && first == line.Span.Line ? line.Span.Column + 1 : 0;
            string whole = source?.Line(first + i) ?? "";
            int column = from < whole.Length ? whole.IndexOf(texts[i], from, StringComparison.Ordinal) : -1;
            yield return new SourceLine(texts[i], first + i, Math.Max(column, 0) + 1);
        }
    }

    private SourceText? Source(string file)
    {
        if (!_sources.TryGetValue(file, out SourceText? source))
        {
            string? text = files.Read(file);
            source = _sources[file] = text is null ? null : new SourceText(file, text);
        }

        return source;
    }
}
