namespace Harness.Schema.Source;

/// <summary>A place in a source file.</summary>
/// <param name="File">Path as the user gave it or as an include named it, relative to the working directory where possible; '/' separated.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
/// <param name="Length">Code units covered on that line; 0 when only the place is known.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length = 0)
{
    public static SourceSpan None { get; } = new("", 0, 0);

    public override string ToString() => $"{File}:{Line}:{Column}";
}
