namespace Harness.Schema.Source;

/// <summary>A diagnostic that somebody accepts, with the reason.</summary>
/// <param name="Code">A code, or its beginning and <c>*</c>.</param>
/// <param name="Place">A command, event or type; <c>FILE:LINE</c>; <c>FILE</c>; or <c>*</c> for everywhere. A file is meant by its whole path or the end of it.</param>
/// <param name="Span">Where the suppression itself stands.</param>
public sealed record Suppression(string Code, string Place, string Reason, SourceSpan Span)
{
    public bool Covers(Diagnostic diagnostic) => CoversCode(diagnostic.Code) && CoversPlace(diagnostic);

    internal bool CoversCode(string code) =>
        Code.EndsWith('*') ? code.StartsWith(Code[..^1], StringComparison.Ordinal) : code == Code;

    private bool CoversPlace(Diagnostic diagnostic)
    {
        string file = diagnostic.Span.File;
        return Place == "*"
            || Place == diagnostic.Command
            || IsFile(file, Place)
            || (Place.LastIndexOf(':') is int colon and > 0
                && Place[(colon + 1)..] == diagnostic.Span.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)
                && IsFile(file, Place[..colon]));
    }

    private static bool IsFile(string file, string name) => file == name || file.EndsWith($"/{name}", StringComparison.Ordinal);
}
