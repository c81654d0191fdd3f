using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>The examples of the document against table and text.</summary>
internal static class HxExamples
{
    public static void Check(HxDocument document, List<Diagnostic> diagnostics)
    {
        foreach (HxPage page in document.Pages)
        {
            new ExchangeReview(document.Schema, document.Facts, page.Name, diagnostics).Review(page.Exchanges, name => Mentions(page, name));
        }
    }

    private static bool Mentions(HxPage page, string command) =>
        page.Parts.SelectMany(p => p.Lines).Any(l => !ExampleReader.IsArrow(l.Text) && !l.Text.Contains("execute", StringComparison.Ordinal) && l.Text.Contains(command, StringComparison.Ordinal));
}
