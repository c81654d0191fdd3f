using Harness.Cases.Compile;
using Harness.Cases.Coverage;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Emulator;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cli.Running;

/// <summary>What reports need of spec and cases, so that they can be made later and elsewhere. Places below the source tree are relative to it.</summary>
internal sealed class OutlineBuilder(QmpSchema schema, CaseLibrary library)
{
    private readonly SpecCoverage _coverage = new(schema);
    private readonly SafetyTable _safety = Specs.Safety();
    private readonly string? _root = ContentRoot.TryFind()?.Folder;

    /// <param name="source">The schema's, to look for what is wrong in it.</param>
    public SpecOutline Build(string source)
    {
        Emulator.Emulator emulator = new(schema, new EmulatorOptions());
        DiskSourceFiles files = new();
        return new SpecOutline(
            [.. _coverage.Elements.Select(e => e with { Span = Place(e.Span) })],
            [.. schema.Commands.Select(c => new CommandNote(c.Name, emulator.IsStateful(c.Name) ? "stateful" : "schema-only", SafetyTable.NameOf(_safety.ClassOf(c.Name))))],
            [.. SchemaSources.Check(source).Diagnostics.Select(d => new SpecFinding(d with { Span = Place(d.Span) }, Excerpt(d, files)))]);
    }

    public CaseOrigin OriginOf(Script script) => new(
        library.OrdinalOf(script),
        script.Level,
        script.Source,
        script.Machine,
        Place(script.Span),
        new CaseWriter(_safety).Write(script),
        _coverage.Of(script));

    private SourceSpan Place(SourceSpan span) => _root is { } root && Path.IsPathRooted(span.File) && Path.GetRelativePath(root, span.File) is { } relative && !relative.StartsWith("..", StringComparison.Ordinal)
        ? span with { File = relative.Replace('\\', '/') }
        : span;

    /// <summary>Without the first line, which repeats the message.</summary>
    private static string Excerpt(Diagnostic diagnostic, DiskSourceFiles files) => string.Join('\n', SourceExcerpt.Render(diagnostic, files).Split('\n').Skip(1).Take(2));
}
