using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Qapi.Resolve;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi;

/// <summary>A schema from its entry file: read the includes, check each definition, resolve them all. Reports everything, stops at nothing.</summary>
internal static class QapiCompiler
{
    /// <param name="name">What the user called the source.</param>
    /// <returns>Diagnostics in the order in which they were found.</returns>
    public static LoadResult Compile(string name, string entry, ISourceFiles files)
    {
        List<Diagnostic> diagnostics = [];
        Pragmas pragmas = new();
        using SourceReader source = new(files, pragmas, diagnostics);
        if (!source.TryRead(entry))
        {
            return new LoadResult(null, diagnostics);
        }

        pragmas.Age = SyntaxAges.Of(source.Definitions);
        DefinitionReader reader = new(pragmas, diagnostics);
        List<DefinitionSyntax> definitions = [.. source.Definitions.Select(reader.Read).OfType<DefinitionSyntax>()];
        QmpSchema schema = new Resolver(definitions, pragmas, diagnostics).Resolve(name, source.TakeDigest());
        return new LoadResult(schema, pragmas.Age == SyntaxAge.Current ? diagnostics : [.. diagnostics.Select(Soften)]);
    }

    /// <summary>Nothing read the documentation of schemas as old as these, so what is wrong in it never stopped anyone.</summary>
    private static Diagnostic Soften(Diagnostic diagnostic) =>
        DocRules.Has(diagnostic.Code) && diagnostic.Severity == Severity.Error ? diagnostic with { Severity = Severity.Warning } : diagnostic;
}
