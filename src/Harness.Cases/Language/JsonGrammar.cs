using System.Text.RegularExpressions;

namespace Harness.Cases.Language;

internal static partial class JsonGrammar
{
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    public static partial Regex Number();

    /// <summary>An escape in a string; group 1 has the hex digits of <c>\u</c>.</summary>
    [GeneratedRegex(@"\\(?:u([0-9a-fA-F]{4})|.)")]
    public static partial Regex Escape();

    /// <summary>A string in double quotes at the beginning.</summary>
    [GeneratedRegex(@"^""(?:[^""\\]|\\.)*""")]
    public static partial Regex LeadingString();

    [GeneratedRegex(@"[ \t]*[\r\n][ \t\r\n]*")]
    public static partial Regex LineBreak();

    /// <summary>A string of one letter or digit many times. No text between two strings of JSON looks like that.</summary>
    [GeneratedRegex("\"([A-Za-z0-9])\\1{79,}\"")]
    public static partial Regex MonotonousString();
}
