using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>A .hx file from its text: table and documentation, cut but not understood.</summary>
internal static class HxParser
{
    private const string HandlerPrefix = "qmp_marshal_input_";

    public static HxFile Parse(SourceText source, List<Diagnostic> diagnostics)
    {
        IReadOnlyList<HxBlock> blocks = BlockCutter.Cut(source, diagnostics);
        EntryReader reader = new(source.Path, diagnostics);
        List<HxEntry> entries = [.. blocks.Where(b => !b.IsDocumentation).SelectMany(reader.Read)];
        SectionCutter cutter = new(source.Path);
        foreach (HxBlock block in blocks.Where(b => b.IsDocumentation))
        {
            cutter.Take(block);
        }

        if (entries.Count == 0)
        {
            diagnostics.Add(FrameRules.Empty.At(source.Span(0), "the file has no table entry: no command is defined"));
        }

        bool indented = blocks.Any(b => b.IsDocumentation && b.Lines.Any(l => !l.IsBlank && l.Column > 1));
        return new HxFile(source.Path, Unique(entries, diagnostics), cutter.Sections, indented);
    }

    private static List<HxEntry> Unique(List<HxEntry> entries, List<Diagnostic> diagnostics)
    {
        Dictionary<string, HxEntry> byName = new(StringComparer.Ordinal);
        foreach (HxEntry entry in entries)
        {
            if (!byName.TryAdd(entry.Name, entry))
            {
                diagnostics.Add(FrameRules.EntryTwice.At(entry.NameSpan, $"'{entry.Name}' has a table entry already", byName[entry.Name].NameSpan, entry.Name));
            }
        }

        foreach (HxEntry entry in byName.Values)
        {
            CheckHandler(entry, byName, diagnostics);
        }

        return [.. entries.Where(e => byName[e.Name] == e)];
    }

    /// <summary>Generated handlers have the command's name in theirs: another command's is a slip of copying.</summary>
    private static void CheckHandler(HxEntry entry, Dictionary<string, HxEntry> entries, List<Diagnostic> diagnostics)
    {
        HxField? handler = entry.Fields.FirstOrDefault(f => f.Value.Text.StartsWith(HandlerPrefix, StringComparison.Ordinal));
        if (handler is null)
        {
            return;
        }

        string name = handler.Value.Text[HandlerPrefix.Length..];
        HxEntry? owner = entries.Values.FirstOrDefault(e => Identifier(e.Name) == name);
        if (owner is not null && owner.Name != entry.Name)
        {
            diagnostics.Add(FrameRules.OtherHandler.At(handler.Value.Start, $"'{entry.Name}' is handled by '{handler.Value.Text}', the handler of '{owner.Name}'", owner.NameSpan, entry.Name));
        }
    }

    private static string Identifier(string name) => name.Replace('-', '_').Replace('.', '_');
}
