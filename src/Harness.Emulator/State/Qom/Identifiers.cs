namespace Harness.Emulator.State.Qom;

/// <summary>What an ID may look like: a letter, then letters, digits, and <c>-</c>, <c>.</c>, <c>_</c>.</summary>
internal static class Identifiers
{
    public static bool IsWellFormed(string id) =>
        id.Length > 0 && char.IsAsciiLetter(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
