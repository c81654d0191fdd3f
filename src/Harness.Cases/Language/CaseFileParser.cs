using Harness.Cases.Compile;
using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>
/// Parses <c>.case</c> files: design "The .case language". A file holds cases one after the other; a case is its head
/// <c>case ID</c>, headers, and steps. Whatever is wrong is reported, and reading goes on behind it.
/// </summary>
/// <param name="safety">Says how careful a case is that does not say so itself.</param>
public sealed class CaseFileParser(SafetyTable safety)
{
    /// <summary>Parses one file.</summary>
    /// <param name="path">For places in diagnostics and scripts.</param>
    public CaseFileResult Parse(string text, string path) => new CaseFileReading(new SourceText(path, text.TrimStart('\uFEFF')), safety).Read();
}
