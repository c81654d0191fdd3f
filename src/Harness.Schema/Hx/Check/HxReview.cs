using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Everything that can be found wrong in a .hx document by reading it with care.</summary>
internal static class HxReview
{
    public static IReadOnlyList<Diagnostic> Review(HxDocument document)
    {
        List<Diagnostic> diagnostics = [.. document.Frame, .. document.Reading];
        new SectionCheck(document, diagnostics).Check();
        new CoverageCheck(document, diagnostics).Check();
        new ArgumentCheck(document, diagnostics).Check();
        new ParamsCheck(document, diagnostics).Check();
        new MemberCheck(document, diagnostics).Check();
        new TypeNameCheck(document, diagnostics).Check();
        new StatementCheck(document, diagnostics).Check();
        new BulletCheck(document, diagnostics).Check();
        new WordingCheck(document, diagnostics).Check();
        HxExamples.Check(document, diagnostics);
        return diagnostics;
    }
}
