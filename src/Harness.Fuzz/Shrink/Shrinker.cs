using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Fuzz.Generate;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Shrink;

/// <summary>
/// Makes a case smaller while it still breaks the same oracle at the same place: first fewer steps, then smaller values. Every attempt is
/// played on a fresh peer, which reads the new bytes for itself.
/// </summary>
/// <param name="play">Plays a case on a fresh peer: the breach, or null.</param>
/// <param name="mostAttempts">Peers that it may cost.</param>
public sealed class Shrinker(Func<FuzzCase, ValueTask<Breach?>> play, int mostAttempts)
{
    private int _attempts;

    /// <summary>The smallest case found and its breach; null where the case does not break the oracle on a fresh peer at all.</summary>
    public async ValueTask<(FuzzCase Case, Breach Breach)?> ShrinkAsync(FuzzCase found, string identity)
    {
        if (await play(found).ConfigureAwait(false) is not { } first || first.Identity != identity)
        {
            return null;
        }

        _attempts = 0;
        (FuzzCase Case, Breach Breach) best = (found, first);
        bool smaller = true;
        while (smaller && _attempts < mostAttempts)
        {
            smaller = false;
            foreach (FuzzCase candidate in Candidates(best.Case))
            {
                if (++_attempts > mostAttempts)
                {
                    break;
                }

                if (await play(candidate).ConfigureAwait(false) is { } breach && breach.Identity == identity)
                {
                    best = (candidate, breach);
                    smaller = true;
                    break;
                }
            }
        }

        return best;
    }

    /// <summary>Cases that are smaller by one change, those that save most first.</summary>
    private static IEnumerable<FuzzCase> Candidates(FuzzCase current)
    {
        for (int count = current.Steps.Count / 2; count >= 1; count /= 2)
        {
            for (int at = current.Steps.Count - count; at >= 0; at--)
            {
                FuzzStep[] rest = [.. current.Steps.Take(at), .. current.Steps.Skip(at + count)];
                if (rest.OfType<FuzzStep.Send>().Any())
                {
                    yield return current with { Steps = rest };
                }
            }
        }

        for (int i = 0; i < current.Steps.Count; i++)
        {
            if (current.Steps[i].Connection > 0)
            {
                yield return With(current, i, current.Steps[i] with { Connection = 0 });
            }

            if (current.Steps[i] is FuzzStep.Send send)
            {
                foreach (byte[] bytes in Smaller(send.Bytes))
                {
                    yield return With(current, i, send with { Bytes = bytes });
                }
            }
        }
    }

    private static FuzzCase With(FuzzCase current, int index, FuzzStep step) =>
        current with { Steps = [.. current.Steps.Take(index), step, .. current.Steps.Skip(index + 1)] };

    private static IEnumerable<byte[]> Smaller(ReadOnlyMemory<byte> bytes) => Parse(bytes.Span) is { } request ? SmallerRequests(request) : Pieces(bytes.ToArray());

    private static JsonObject? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.EndsWith("\r\n"u8) ? JsonNode.Parse(bytes, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Each member and element left out, then each value replaced by a plainer one.</summary>
    private static IEnumerable<byte[]> SmallerRequests(JsonObject request)
    {
        string original = SpacedJson.Of(request);
        List<JsonNode> parents = [];
        Collect(request, parents);
        foreach (string text in parents.SelectMany(p => p is JsonObject o ? Without(request, o) : Without(request, (JsonArray)p)).Concat(parents.SelectMany(p => Plainer(request, p))))
        {
            if (text.Length <= original.Length && text != original)
            {
                yield return RequestText.Line(text);
            }
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> parents)
    {
        if (node is JsonObject or JsonArray)
        {
            parents.Add(node);
            foreach (JsonNode? child in node is JsonObject o ? o.Select(m => m.Value) : (JsonArray)node)
            {
                Collect(child, parents);
            }
        }
    }

    private static List<string> Without(JsonObject request, JsonObject parent)
    {
        List<string> texts = [];
        foreach ((string name, JsonNode? value) in parent.ToArray())
        {
            int place = parent.IndexOf(name);
            parent.RemoveAt(place);
            texts.Add(SpacedJson.Of(request));
            parent.Insert(place, name, value);
        }

        return texts;
    }

    private static List<string> Without(JsonObject request, JsonArray parent)
    {
        List<string> texts = [];
        for (int i = parent.Count - 1; i >= 0; i--)
        {
            JsonNode? value = parent[i];
            parent.RemoveAt(i);
            texts.Add(SpacedJson.Of(request));
            parent.Insert(i, value);
        }

        return texts;
    }

    private static List<string> Plainer(JsonObject request, JsonNode parent)
    {
        List<string> texts = [];
        IEnumerable<object> places = parent is JsonObject o ? [.. o.Select(m => (object)m.Key)] : [.. Enumerable.Range(0, ((JsonArray)parent).Count).Cast<object>()];
        foreach (object place in places)
        {
            JsonNode? value = Get(parent, place);
            foreach (JsonNode? plain in PlainValues(value))
            {
                Set(parent, place, plain);
                texts.Add(SpacedJson.Of(request));
            }

            Set(parent, place, value);
        }

        return texts;
    }

    private static JsonNode? Get(JsonNode parent, object place) => place is string name ? parent[name] : parent[(int)place];

    private static void Set(JsonNode parent, object place, JsonNode? value)
    {
        if (place is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)place] = value;
        }
    }

    /// <summary>Strictly plainer than the value, so that shrinking comes to an end.</summary>
    private static IEnumerable<JsonNode?> PlainValues(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String when value.GetValue<string>().Length > 1 => ["", "a", Half(value.GetValue<string>())],
        JsonValueKind.Number when value.ToJsonString().Length > 1 => [JsonNode.Parse("1"), JsonNode.Parse("0")],
        JsonValueKind.Object when ((JsonObject)value).Count > 0 => [new JsonObject()],
        JsonValueKind.Array when ((JsonArray)value).Count > 0 => [new JsonArray()],
        _ => [],
    };

    private static string Half(string text) => text[..(text.Length / 2)] is var half && half.Length > 0 && char.IsHighSurrogate(half[^1]) ? half[..^1] : text[..(text.Length / 2)];

    /// <summary>Bytes that are no request: each half, quarter, … left out.</summary>
    private static IEnumerable<byte[]> Pieces(byte[] bytes)
    {
        for (int length = bytes.Length / 2; length >= Math.Max(1, bytes.Length / 64); length /= 2)
        {
            for (int at = 0; at + length <= bytes.Length; at += length)
            {
                yield return [.. bytes[..at], .. bytes[(at + length)..]];
            }
        }
    }
}
