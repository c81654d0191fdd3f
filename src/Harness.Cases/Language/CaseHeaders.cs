using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>The headers of one case while it is parsed, and what they say.</summary>
internal sealed class CaseHeaders(List<Diagnostic> diagnostics)
{
    /// <summary>In the order in which they are written.</summary>
    public static readonly string[] Names = ["level", "source", "machine", "kills", "needs", "commands", "command", "allow", "session"];

    /// <summary>Headers that take words and may be given several times.</summary>
    private static readonly string[] Lists = ["kills", "needs", "commands"];

    private readonly Dictionary<string, string> _single = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal);

    public void Add(string name, SourceSpan place, string value, SourceSpan valuePlace)
    {
        if (!Names.Contains(name))
        {
            Report(LanguageRules.UnknownHeader, place, $"'{name}' is no header of a case{NearestWord.Advice(name, Names)}");
        }
        else if (value.Length == 0)
        {
            Report(LanguageRules.BadHeaderValue, place, $"header '{name}' has no value");
        }
        else if (Lists.Contains(name))
        {
            AddWords(name, value, valuePlace);
        }
        else if (!_single.TryAdd(name, name == "source" ? Unquote(value, valuePlace) : value))
        {
            Report(LanguageRules.HeaderTwice, place, $"header '{name}' is given twice");
        }
        else if (Choices(name) is { } choices && !choices.Contains(value))
        {
            Report(LanguageRules.BadHeaderValue, valuePlace, $"'{value}' is no {name}{NearestWord.Advice(value, choices)}");
        }
    }

    public void CheckRequired(string id, SourceSpan head)
    {
        foreach (string name in (ReadOnlySpan<string>)["level", "source"])
        {
            if (!_single.ContainsKey(name))
            {
                Report(LanguageRules.HeaderMissing, head, $"case '{id}' has no header '{name}'");
            }
        }
    }

    /// <summary>The case; to be asked for only when nothing was wrong.</summary>
    public Script Build(string id, IReadOnlyList<Step> steps, SourceSpan head, SafetyTable safety)
    {
        IReadOnlyList<string> sent = SentCommands.Of(steps);
        return new Script(
            id,
            CaseIds.KindOf(id) ?? throw new InvalidOperationException($"'{id}' is no id"),
            _single.TryGetValue("command", out string? command) ? NullForNone(command) : CaseIds.CommandOf(id),
            Enum.Parse<Level>(_single["level"], ignoreCase: true),
            _single["source"],
            _single.GetValueOrDefault("machine", MachineReference.Default.Name),
            Words("kills") ?? [],
            _single.TryGetValue("allow", out string? allowed) ? SafetyTable.ParseClass(allowed)!.Value : SentCommands.SafetyOf(sent, safety),
            Words("commands") ?? sent,
            Words("needs") ?? [],
            _single.TryGetValue("session", out string? session) ? session == "opened" : SessionOpening.IsImplied(steps),
            steps,
            head);
    }

    /// <summary>The words that a header takes; null where any text will do.</summary>
    private static IEnumerable<string>? Choices(string name) => name switch
    {
        "level" => Enum.GetNames<Level>().Select(n => n.ToUpperInvariant()),
        "allow" => SafetyTable.ClassNames,
        "session" => ["opened", "bare"],
        _ => null,
    };

    private void AddWords(string name, string value, SourceSpan place)
    {
        string[] words = value.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (name == "needs" && words.FirstOrDefault(w => !Needs.All.Contains(w)) is { } unknown)
        {
            Report(LanguageRules.BadHeaderValue, place, $"'{unknown}' is nothing that a target has or lacks{NearestWord.Advice(unknown, Needs.All)}");
        }

        if (!_lists.TryGetValue(name, out List<string>? list))
        {
            _lists.Add(name, list = []);
        }

        list.AddRange(words.Where(w => w != "none"));
    }

    private List<string>? Words(string name) => _lists.GetValueOrDefault(name);

    private static string? NullForNone(string word) => word == "none" ? null : word;

    /// <summary>A source with a comment mark, a quote at its start or a line break is written as a JSON string.</summary>
    private string Unquote(string value, SourceSpan place)
    {
        if (value[0] != '"')
        {
            return value;
        }

        try
        {
            return JsonElement.Parse(value).GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            Report(LanguageRules.BadHeaderValue, place, "a source that begins with a double quote must be one JSON string");
            return value;
        }
    }

    private void Report(Rule rule, SourceSpan span, string message) => diagnostics.Add(rule.At(span, message));
}
