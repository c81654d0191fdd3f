using System.Security.Cryptography;
using System.Text;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Resolve;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx;

/// <summary>A legacy .hx document, read: the table, its documentation, and the schema that the two make.</summary>
/// <param name="Pages">One for each section that is titled like a command.</param>
/// <param name="Frame">What is wrong in table and marks, so that the schema itself is in doubt.</param>
/// <param name="Reading">What had to be repaired or guessed to read the documentation.</param>
internal sealed record HxDocument(
    HxFile File,
    IReadOnlyList<HxPage> Pages,
    QmpSchema Schema,
    DocumentedFacts Facts,
    IReadOnlyList<Diagnostic> Frame,
    IReadOnlyList<Diagnostic> Reading)
{
    /// <param name="name">What the user called the source.</param>
    public static HxDocument Read(string name, SourceText source)
    {
        List<Diagnostic> frame = [];
        HxFile file = HxParser.Parse(source, frame);
        Pairing pairing = new(file);
        List<Diagnostic> reading = [];
        PageReader reader = new(file, reading);
        List<HxPage> pages = [.. file.Sections.Where(s => s.Level == SectionLevel.Command).Select(s => reader.Read(s, pairing.EntryOf(s)))];
        DocumentedFacts facts = new();
        string digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Text)));
        QmpSchema schema = new HxResolver(file, pages, facts).Resolve(name, digest);
        return new HxDocument(file, pages, schema, facts, frame, reading);
    }

    /// <summary>The first page of a table entry; null when nothing documents it.</summary>
    public HxPage? PageOf(HxEntry entry) => Pages.FirstOrDefault(p => p.Entry == entry);
}
