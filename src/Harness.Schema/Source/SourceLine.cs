namespace Harness.Schema.Source;

/// <summary>A line of a source file, or the part of one that belongs to something larger.</summary>
/// <param name="Number">1-based line of the file.</param>
/// <param name="Column">1-based column of the text's first character in the file.</param>
internal readonly record struct SourceLine(string Text, int Number, int Column)
{
    public bool IsBlank => Text.Length == 0;

    /// <summary>The rest of the line from an offset on.</summary>
    public SourceLine From(int offset) => new(Text[offset..], Number, Column + offset);
}
