using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

using Harness.Cases.Language;

namespace Harness.Cases.Verify;

/// <summary>Holds received values against patterns. Names that a pattern binds go to the dictionary that the caller gives, as JSON text.</summary>
/// <param name="exactly">Whether documented values must be met, beyond their type.</param>
internal sealed class PatternMatcher(ITypeJudge types, bool exactly = true)
{
    private const int MaxShown = 200;

    /// <summary>Why the value does not fit; null for one that does. After a mismatch the dictionary may hold names that were bound on the way.</summary>
    /// <param name="value">Undefined for a member that is not there.</param>
    public Mismatch? Match(Pattern pattern, JsonElement value, Dictionary<string, string> bound, string path = "")
    {
        bool absent = value.ValueKind == JsonValueKind.Undefined;
        switch (pattern)
        {
            case Pattern.Absent:
                return absent ? null : new Mismatch(path, $"is {Show(value)}, expected to be absent");
            case Pattern.Either either:
                // One of its options may be that the member is absent.
                return MatchEither(either, value, bound, path);
            case var _ when absent:
                return new Mismatch(path, $"is missing, expected {ArrowText.Of(pattern)}");
            case Pattern.Literal literal:
                return JsonValues.AreEqual(literal.Value, value) ? null : Unlike(pattern, value, path);
            case Pattern.OfKind kind:
                return HasKind(value, kind.Kind) ? null : Unlike(pattern, value, path);
            case Pattern.Members members:
                return MatchMembers(members, value, bound, path);
            case Pattern.Elements elements:
                return MatchElements(elements, value, bound, path);
            case Pattern.Contains contains:
                return MatchContained(contains, value, bound, path);
            case Pattern.Not not:
                return Match(not.Inner, value, new Dictionary<string, string>(bound, StringComparer.Ordinal), path) is null ? Unlike(pattern, value, path) : null;
            case Pattern.Bind bind:
                bound[bind.Name] = value.GetRawText();
                return null;
            case Pattern.Bound name:
                return MatchBound(name, value, bound, path);
            case Pattern.OfType type:
                return types.Why(value, type) is { } why ? new Mismatch(path, $"does not fit {ArrowText.Of(type)}: {why}") : null;
            case Pattern.Documented documented:
                return (exactly ? Match(documented.Exact, value, bound, path) : null) ?? Match(documented.Type, value, bound, path);
            default:
                throw new UnreachableException(pattern.GetType().Name);
        }
    }

    /// <summary>A value for a message: its own bytes as text, cut where it is long.</summary>
    public static string Show(JsonElement value) => ArrowText.Printable(JsonMarshal.GetRawUtf8Value(value), MaxShown);

    private static Mismatch Unlike(Pattern pattern, JsonElement value, string path) =>
        new(path, $"is {Show(value)}, expected {ArrowText.Of(pattern)}");

    private static Mismatch? MatchBound(Pattern.Bound name, JsonElement value, Dictionary<string, string> bound, string path)
    {
        string wanted = bound.TryGetValue(name.Name, out string? text) ? text : throw new InvalidOperationException($"the case uses '<{name.Name}>' before anything has bound it");
        return JsonValues.AreEqual(JsonElement.Parse(wanted, ServerBytes.DocumentOptions), value)
            ? null
            : new Mismatch(path, $"is {Show(value)}, expected <{name.Name}>, which is {Cut(wanted)}");
    }

    private static string Cut(string text) => text.Length <= MaxShown ? text : $"{text[..MaxShown]}…";

    private static bool HasKind(JsonElement value, ValueKind kind) => kind switch
    {
        ValueKind.Any => true,
        ValueKind.Int => value.ValueKind == JsonValueKind.Number && JsonMarshal.GetRawUtf8Value(value).IndexOfAny(".eE"u8) < 0,
        ValueKind.Number => value.ValueKind == JsonValueKind.Number,
        ValueKind.String => value.ValueKind == JsonValueKind.String,
        ValueKind.Bool => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ValueKind.Object => value.ValueKind == JsonValueKind.Object,
        ValueKind.Array => value.ValueKind == JsonValueKind.Array,
        ValueKind.Null => value.ValueKind == JsonValueKind.Null,
        _ => throw new UnreachableException(kind.ToString()),
    };

    private Mismatch? MatchMembers(Pattern.Members members, JsonElement value, Dictionary<string, string> bound, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Unlike(members, value, path);
        }

        foreach ((string name, Pattern pattern) in members.Items)
        {
            if (Match(pattern, JsonValues.Member(value, name), bound, path.Length == 0 ? name : $"{path}.{name}") is { } mismatch)
            {
                return mismatch;
            }
        }

        string? surplus = members.Exact ? value.EnumerateObject().Select(p => p.Name).FirstOrDefault(n => members.Items.All(m => m.Key != n)) : null;
        return surplus is null ? null : new Mismatch(path, $"has a member '{surplus}' that is not expected");
    }

    private Mismatch? MatchElements(Pattern.Elements elements, JsonElement value, Dictionary<string, string> bound, string path)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != elements.Items.Count)
        {
            return Unlike(elements, value, path);
        }

        for (int i = 0; i < elements.Items.Count; i++)
        {
            if (Match(elements.Items[i], value[i], bound, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")) is { } mismatch)
            {
                return mismatch;
            }
        }

        return null;
    }

    /// <summary>Where no option fits, the one that went deepest before it failed says why.</summary>
    private Mismatch? MatchEither(Pattern.Either either, JsonElement value, Dictionary<string, string> bound, string path)
    {
        Mismatch? nearest = null;
        foreach (Pattern option in either.Options)
        {
            Dictionary<string, string> names = Bindings.Copy(bound);
            Mismatch? mismatch = Match(option, value, names, path);
            if (mismatch is null)
            {
                Bindings.Overwrite(bound, names);
                return null;
            }

            nearest = nearest is null || mismatch.Path.AsSpan().Count('.') > nearest.Path.AsSpan().Count('.') ? mismatch : nearest;
        }

        return nearest ?? Unlike(either, value, path);
    }

    private Mismatch? MatchContained(Pattern.Contains contains, JsonElement value, Dictionary<string, string> bound, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Unlike(contains, value, path);
        }

        JsonElement[] elements = [.. value.EnumerateArray()];
        Dictionary<string, string>? found = Assignment.Find(
            contains.Items, elements, bound, (pattern, element, names) => Match(pattern, element, names, path) is null);
        if (found is null)
        {
            // An item that nothing fits says more than the whole list does, which may be long.
            Pattern? unmet = contains.Items.FirstOrDefault(i => !elements.Any(e => Match(i, e, new Dictionary<string, string>(bound), path) is null));
            return unmet is null ? Unlike(contains, value, path) : new Mismatch(path, $"has no element that fits {ArrowText.Of(unmet)}");
        }

        Bindings.Overwrite(bound, found);
        return null;
    }
}
