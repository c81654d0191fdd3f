using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>The rules for names: characters, case by kind, reserved ones.</summary>
internal sealed partial class Names(Pragmas pragmas, List<Diagnostic> diagnostics)
{
    public void CheckDefinition(DefinitionKind kind, string name, SourceSpan span)
    {
        if (!CheckWord(name, span, $"{kind.ToString().ToLowerInvariant()} '{name}'"))
        {
            return;
        }

        if (pragmas.Legacy)
        {
            return;
        }

        switch (kind)
        {
            case DefinitionKind.Command when HasUpper(name) || (name.Contains('_') && !pragmas.CommandNames.Contains(name)):
                Report(CheckRules.NameCase, span, $"command name '{name}' must not use uppercase or '_'");
                break;
            case DefinitionKind.Event when name.Any(char.IsAsciiLetterLower):
                Report(CheckRules.NameCase, span, $"event name '{name}' must not use lowercase");
                break;
            case DefinitionKind.Event when name.Contains('-'):
                Report(CheckRules.NameCase, span, $"event name '{name}' must not use '-'");
                break;
            case DefinitionKind.Enum or DefinitionKind.Struct or DefinitionKind.Union or DefinitionKind.Alternate:
                CheckTypeName(name, span);
                break;
            default:
                break;
        }
    }

    public void CheckMember(string definition, string name, SourceSpan span, bool enumValue = false, bool permitUpper = false)
    {
        string who = enumValue ? $"value '{name}'" : $"member '{name}'";
        bool allowed = permitUpper || pragmas.Legacy || pragmas.MemberNames.Contains(definition);
        if (!CheckWord(name, span, who, digitFirst: enumValue))
        {
            return;
        }

        if (!allowed && (HasUpper(name) || name.Contains('_')))
        {
            Report(CheckRules.NameCase, span, $"{who} of '{definition}' must not use uppercase or '_'");
        }

        if (!enumValue && (name is "u" || name.StartsWith("has-", StringComparison.Ordinal) || name.StartsWith("has_", StringComparison.Ordinal)))
        {
            Report(CheckRules.ReservedName, span, $"{who} uses a reserved name");
        }
    }

    public bool CheckFeature(string name, SourceSpan span)
    {
        bool ok = CheckWord(name, span, $"feature '{name}'");
        if (ok && (HasUpper(name) || name.Contains('_')))
        {
            Report(CheckRules.NameCase, span, $"feature '{name}' must not use uppercase or '_'");
        }

        return ok;
    }

    private void CheckTypeName(string name, SourceSpan span)
    {
        // Downstream prefix and capitals: the name must begin with a capital and hold a lower-case letter.
        string stem = DownstreamPrefix().Replace(name, "");
        if (stem.Length == 0 || !char.IsAsciiLetterUpper(stem[0]) || stem.Contains('-') || stem.Contains('_') || !stem.Any(char.IsAsciiLetterLower))
        {
            Report(CheckRules.NameCase, span, $"type name '{name}' must use CamelCase");
        }
        else if (name.EndsWith("List", StringComparison.Ordinal))
        {
            Report(CheckRules.ReservedName, span, $"type name '{name}' should not end in 'List'");
        }
    }

    private bool CheckWord(string name, SourceSpan span, string who, bool digitFirst = false)
    {
        if (!(digitFirst ? ValueName() : ValidName()).IsMatch(name))
        {
            Report(CheckRules.BadName, span, $"{who} has an invalid name");
            return false;
        }

        if (name.Replace('-', '_').StartsWith("q_", StringComparison.OrdinalIgnoreCase))
        {
            Report(CheckRules.ReservedName, span, $"{who} has a name that begins with the reserved 'q_'");
        }

        return true;
    }

    private static bool HasUpper(string name) => name.Any(char.IsAsciiLetterUpper);

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message));

    [GeneratedRegex("^(__[A-Za-z0-9.-]+_)?(x-)?[A-Za-z][A-Za-z0-9_-]*$")]
    private static partial Regex ValidName();

    [GeneratedRegex("^(__[A-Za-z0-9.-]+_)?(x-)?[A-Za-z0-9][A-Za-z0-9_-]*$")]
    private static partial Regex ValueName();

    [GeneratedRegex("^(__[A-Za-z0-9.-]+_)?(x-)?")]
    private static partial Regex DownstreamPrefix();
}
