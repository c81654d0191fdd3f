using System.Globalization;
using System.Text.Json;

using Harness.Schema.Model;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Compare;

/// <summary>
/// Compares a message that was recorded with one that came. The order of members and the spelling of numbers never count, nor does
/// the description of an error; what the peer chooses anew in each session counts as a binding.
/// </summary>
/// <param name="bindings">Null to compare every value as it stands.</param>
public sealed class MessageComparer(SessionBindings? bindings)
{
    private readonly List<Difference> _found = [];

    /// <summary>Differences of two replies or events; the id, which the pairing of replies looks at, does not count.</summary>
    /// <param name="documented">Type of the value of <c>return</c> or <c>data</c>; null when not known.</param>
    public IReadOnlyList<Difference> Compare(ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> actual, SchemaType? documented = null)
    {
        JsonDocumentOptions options = new() { MaxDepth = 1040 };
        using JsonDocument before = JsonDocument.Parse(recorded, options);
        using JsonDocument now = JsonDocument.Parse(actual, options);
        _found.Clear();
        CompareEnvelopes(before.RootElement, now.RootElement, documented);
        return [.. _found];
    }

    /// <summary>Differences of two values.</summary>
    public IReadOnlyList<Difference> CompareValues(string path, JsonElement recorded, JsonElement actual, SchemaType? documented = null)
    {
        _found.Clear();
        Walk(path, "", recorded, actual, documented);
        return [.. _found];
    }

    private void CompareEnvelopes(JsonElement recorded, JsonElement actual, SchemaType? documented)
    {
        bool wasError = Member(recorded, "error", out JsonElement before), isError = Member(actual, "error", out JsonElement now);
        if (wasError != isError && (wasError || Member(recorded, "return", out _)) && (isError || Member(actual, "return", out _)))
        {
            Report(DifferenceKind.Outcome, "", recorded, actual);
        }
        else if (wasError && isError && Member(before, "class", out JsonElement classBefore) && Member(now, "class", out JsonElement classNow))
        {
            if (CanonicalJson.Of(classBefore) != CanonicalJson.Of(classNow))
            {
                Report(DifferenceKind.ErrorClass, "error.class", classBefore, classNow);
            }
        }
        else if (recorded.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            Members("", recorded, actual, name => name is "return" or "data" ? documented : null, static name => name == "id");
        }
        else
        {
            Walk("", "", recorded, actual, null);
        }
    }

    private void Walk(string path, string member, JsonElement recorded, JsonElement actual, SchemaType? type)
    {
        if (KindOf(recorded) != KindOf(actual))
        {
            Report(DifferenceKind.Type, path, recorded, actual);
            return;
        }

        if (bindings is not null && PeerChosen.IsTime(member))
        {
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                Members(path, recorded, actual, name => DocumentedTypes.OfMember(type, name), static _ => false);
                break;
            case JsonValueKind.Array:
                Items(path, member, [.. recorded.EnumerateArray()], [.. actual.EnumerateArray()], (type as ArrayType)?.Element);
                break;
            default:
                Scalars(path, member, recorded, actual, type);
                break;
        }
    }

    private void Members(string path, JsonElement recorded, JsonElement actual, Func<string, SchemaType?> typeOf, Func<string, bool> isPassedOver)
    {
        foreach (JsonProperty before in recorded.EnumerateObject())
        {
            if (isPassedOver(before.Name))
            {
                continue;
            }

            if (actual.TryGetProperty(before.Name, out JsonElement now))
            {
                Walk(Join(path, before.Name), before.Name, before.Value, now, typeOf(before.Name));
            }
            else
            {
                Report(DifferenceKind.MissingMember, Join(path, before.Name), before.Value, default);
            }
        }

        foreach (JsonProperty now in actual.EnumerateObject())
        {
            if (!isPassedOver(now.Name) && !recorded.TryGetProperty(now.Name, out _))
            {
                Report(DifferenceKind.ExtraMember, Join(path, now.Name), default, now.Value);
            }
        }
    }

    /// <summary>Equal elements are set against each other wherever they stand; what is left, in order.</summary>
    private void Items(string path, string member, JsonElement[] recorded, JsonElement[] actual, SchemaType? type)
    {
        if (recorded.Length == actual.Length && !IsPermutation(recorded, actual, out bool isSame))
        {
            for (int i = 0; i < recorded.Length; i++)
            {
                Walk(At(path, i), member, recorded[i], actual[i], type);
            }

            return;
        }

        if (recorded.Length == actual.Length)
        {
            _ = IsPermutation(recorded, actual, out isSame);
            if (!isSame)
            {
                _found.Add(new Difference(DifferenceKind.Order, path, null, null));
            }

            return;
        }

        Unequal(path, member, recorded, actual, type);
    }

    private void Unequal(string path, string member, JsonElement[] recorded, JsonElement[] actual, SchemaType? type)
    {
        List<(int Index, string Text)> left = [.. actual.Select((e, i) => (i, CanonicalJson.Of(e)))];
        List<int> unmatched = [];
        for (int i = 0; i < recorded.Length; i++)
        {
            string text = CanonicalJson.Of(recorded[i]);
            int found = left.FindIndex(l => l.Text == text);
            if (found < 0)
            {
                unmatched.Add(i);
            }
            else
            {
                left.RemoveAt(found);
            }
        }

        int pairs = Math.Min(unmatched.Count, left.Count);
        for (int i = 0; i < pairs; i++)
        {
            Walk(At(path, unmatched[i]), member, recorded[unmatched[i]], actual[left[i].Index], type);
        }

        foreach (int gone in unmatched.Skip(pairs))
        {
            Report(DifferenceKind.MissingElement, At(path, gone), recorded[gone], default);
        }

        foreach ((int index, string _) in left.Skip(pairs))
        {
            Report(DifferenceKind.ExtraElement, At(path, index), default, actual[index]);
        }
    }

    private static bool IsPermutation(JsonElement[] recorded, JsonElement[] actual, out bool isSame)
    {
        string[] before = [.. recorded.Select(CanonicalJson.Of)];
        string[] now = [.. actual.Select(CanonicalJson.Of)];
        isSame = before.SequenceEqual(now, StringComparer.Ordinal);
        return isSame || before.Order(StringComparer.Ordinal).SequenceEqual(now.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    private void Scalars(string path, string member, JsonElement recorded, JsonElement actual, SchemaType? type)
    {
        string before = CanonicalJson.Of(recorded), now = CanonicalJson.Of(actual);
        if (bindings is not null && PeerChosen.IsBound(member, recorded) && PeerChosen.IsBound(member, actual))
        {
            if (!bindings.TryBind(before, now))
            {
                Report(DifferenceKind.Binding, path, recorded, actual);
            }
        }
        else if (before != now)
        {
            bool grown = type is EnumType known && actual.ValueKind == JsonValueKind.String && !known.Values.Any(v => actual.ValueEquals(v.Name));
            Report(grown ? DifferenceKind.EnumGrowth : DifferenceKind.Value, path, recorded, actual);
        }
    }

    private void Report(DifferenceKind kind, string path, JsonElement recorded, JsonElement actual) =>
        _found.Add(new Difference(kind, path, Text(recorded), Text(actual)));

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? null : value.GetRawText();

    private static JsonValueKind KindOf(JsonElement value) => value.ValueKind == JsonValueKind.False ? JsonValueKind.True : value.ValueKind;

    private static bool Member(JsonElement value, string name, out JsonElement member)
    {
        member = default;
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out member);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
}
