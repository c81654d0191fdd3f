using System.Diagnostics;

namespace Harness.Cases.Language;

/// <summary>What can stand between <c>&lt;</c> and <c>></c>.</summary>
internal static class Placeholders
{
    public const string Forms = "<any> <int> <number> <string> <bool> <object> <array> <null> <bind NAME> <NAME> <type TYPE> <returns COMMAND>";

    private static readonly string[] Kinds = [.. Enum.GetNames<ValueKind>().Select(n => n.ToLowerInvariant())];

    /// <summary>Null for what is no placeholder.</summary>
    public static Pattern? Parse(string inside)
    {
        string[] words = inside.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words switch
        {
            [string kind] when Array.IndexOf(Kinds, kind) is >= 0 and int index => new Pattern.OfKind((ValueKind)index),
            ["bind", string name] when IsName(name) => new Pattern.Bind(name),
            ["type", string name] => new Pattern.OfType(name, IsReturnOf: false),
            ["returns", string command] => new Pattern.OfType(command, IsReturnOf: true),
            [string name] when IsName(name) => new Pattern.Bound(name),
            _ => null,
        };
    }

    /// <summary>The spelling that <see cref="Parse"/> reads; null for patterns that are no placeholder.</summary>
    public static string? Write(Pattern pattern) => pattern switch
    {
        Pattern.OfKind kind => $"<{Kinds[(int)kind.Kind]}>",
        Pattern.Bind bind => $"<bind {bind.Name}>",
        Pattern.Bound name => $"<{name.Name}>",
        Pattern.OfType type => $"<{(type.IsReturnOf ? "returns" : "type")} {type.Name}>",
        Pattern.Literal or Pattern.Members or Pattern.Elements or Pattern.Contains or Pattern.Absent or Pattern.Not or Pattern.Documented or Pattern.Either => null,
        _ => throw new UnreachableException(pattern.GetType().Name),
    };

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>, a letter first, and no word that means something here.</summary>
    private static bool IsName(string word) =>
        char.IsAsciiLetter(word[0])
        && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        && word is not ("bind" or "type" or "returns")
        && Array.IndexOf(Kinds, word) < 0;
}
