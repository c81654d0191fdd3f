using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>The rules for names: characters, case by kind, reserved ones. Case is judged without the prefixes <c>__vendor_</c> and <c>x-</c>.</summary>
internal sealed class Names(Pragmas pragmas, List<Diagnostic> diagnostics)
{
    private bool CaseCounts => pragmas.Age == SyntaxAge.Current;

    public void CheckDefinition(DefinitionKind kind, string name, SourceSpan span)
    {
        string who = $"{kind.ToString().ToLowerInvariant()} name '{name}'";
        if (!TryStem(name, who, span, out ReadOnlySpan<char> stem) || !CaseCounts)
        {
            return;
        }

        switch (kind)
        {
            case DefinitionKind.Command:
                CheckLower(stem, who, span, pragmas.CommandNames.Contains(name));
                break;
            case DefinitionKind.Event when stem.IndexOfAnyInRange('a', 'z') >= 0 || stem.Contains('-'):
                Report(CheckRules.NameCase, span, $"{who} must not use lowercase or '-'");
                break;
            case DefinitionKind.Event:
                break;
            default:
                CheckCamel(stem, who, span);
                break;
        }

        if (name.EndsWith("List", StringComparison.Ordinal))
        {
            Report(CheckRules.ReservedName, span, $"{who} should not end in 'List', which is for arrays");
        }
    }

    /// <param name="owner">The definition, which a pragma may except from the rules of case.</param>
    public void CheckMember(string owner, string name, SourceSpan span)
    {
        string who = $"member '{name}' of '{owner}'";
        if (!CheckLowerName(owner, name, who, span))
        {
            return;
        }

        if (name == "u" || name.StartsWith("has-", StringComparison.Ordinal) || name.StartsWith("has_", StringComparison.Ordinal))
        {
            Report(CheckRules.ReservedName, span, $"{who} uses a reserved name");
        }
    }

    /// <summary>Branches of old unions and of alternates.</summary>
    public void CheckBranch(string owner, string name, SourceSpan span) => CheckLowerName(owner, name, $"branch '{name}' of '{owner}'", span);

    /// <summary>Enum values may begin with a digit.</summary>
    public void CheckValue(string owner, string name, SourceSpan span) =>
        CheckLowerName(owner, name.Length > 0 && char.IsAsciiDigit(name[0]) ? "d" + name : name, $"value '{name}' of '{owner}'", span);

    public bool CheckFeature(string name, string owner, SourceSpan span)
    {
        string who = $"feature '{name}' of {owner}";
        bool ok = TryStem(name, who, span, out ReadOnlySpan<char> stem);
        if (ok)
        {
            CheckLower(stem, who, span, underscore: false);
        }

        return ok;
    }

    private bool CheckLowerName(string owner, string name, string who, SourceSpan span)
    {
        bool ok = TryStem(name, who, span, out ReadOnlySpan<char> stem);
        if (ok && CaseCounts && !pragmas.MemberNames.Contains(owner))
        {
            CheckLower(stem, who, span, underscore: false);
        }

        return ok;
    }

    private void CheckLower(ReadOnlySpan<char> stem, string who, SourceSpan span, bool underscore)
    {
        if (stem.IndexOfAnyInRange('A', 'Z') >= 0 || (!underscore && stem.Contains('_')))
        {
            Report(CheckRules.NameCase, span, $"{who} must not use uppercase or '_'");
        }
    }

    private void CheckCamel(ReadOnlySpan<char> stem, string who, SourceSpan span)
    {
        if (!char.IsAsciiLetterUpper(stem[0]) || stem.ContainsAny('-', '_') || stem.IndexOfAnyInRange('a', 'z') < 0)
        {
            Report(CheckRules.NameCase, span, $"{who} must use CamelCase");
        }
    }

    private bool TryStem(string name, string who, SourceSpan span, out ReadOnlySpan<char> stem)
    {
        stem = Stem(name);
        if (stem.IsEmpty || !char.IsAsciiLetter(stem[0]) || stem.ContainsAnyExcept(NameCharacters))
        {
            Report(CheckRules.BadName, span, $"{who} is invalid: letters, digits, '-' and '_', beginning with a letter");
            return false;
        }

        if (name.Length > 1 && name[0] is 'q' or 'Q' && !char.IsAsciiLetterOrDigit(name[1]))
        {
            Report(CheckRules.ReservedName, span, $"{who} begins with the reserved 'q_'");
        }

        return true;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>The name without <c>__vendor_</c> and <c>x-</c>.</summary>
    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> name)
    {
        if (name.StartsWith("__"))
        {
            // A vendor is letters, digits, '.' and '-'; the '_' behind it ends it.
            int end = name[2..].IndexOf('_');
            bool vendor = end > 0 && !name.Slice(2, end).ContainsAnyExcept(VendorCharacters);
            name = vendor ? name[(end + 3)..] : [];
        }

        return name.StartsWith("x-", StringComparison.OrdinalIgnoreCase) && name.Length > 2 && char.IsAsciiLetter(name[2]) ? name[2..] : name;
    }

    private static readonly System.Buffers.SearchValues<char> VendorCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message));
}
