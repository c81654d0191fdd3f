using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Json.Pointer;

/// <summary>A JSON Pointer, RFC 6901. Kept as its text, so that combining two is one concatenation.</summary>
[JsonConverter(typeof(JsonPointerJsonConverter))]
public readonly struct JsonPointer : IEquatable<JsonPointer>
{
    public static readonly JsonPointer Empty = new("");

    private readonly string? _text;

    private JsonPointer(string text)
    {
        _text = text;
        SegmentCount = text.AsSpan().Count('/');
    }

    public int SegmentCount { get; }

    private string Text => _text ?? "";

    /// <exception cref="ArgumentOutOfRangeException">Not from 0 to <see cref="SegmentCount"/> - 1.</exception>
    public JsonPointerSegment this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, SegmentCount);
            int start = SlashOf(index) + 1;
            int end = Text.IndexOf('/', start);
            return new JsonPointerSegment(Text[start..(end < 0 ? Text.Length : end)]);
        }
    }

    public static bool operator ==(JsonPointer left, JsonPointer right) => left.Equals(right);

    public static bool operator !=(JsonPointer left, JsonPointer right) => !left.Equals(right);

    public static JsonPointer Create(params SegmentValueStandIn[] segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        return new JsonPointer(string.Concat(segments.Select(s => s.ToString())));
    }

    /// <summary>Takes the string form (RFC 6901 §3) and, as JsonSchema.Net hands over fragments whole, the URI fragment form (§6).</summary>
    public static bool TryParse(string? pointer, out JsonPointer result)
    {
        string? text = pointer is ['#', ..] ? Uri.UnescapeDataString(pointer[1..]) : pointer;
        bool valid = text is "" or ['/', ..] && EscapesAreWhole(text);
        result = valid ? new JsonPointer(text!) : Empty;
        return valid;
    }

    public JsonPointer Combine(JsonPointer other) => other.SegmentCount == 0 ? this : new JsonPointer(Text + other.Text);

    public JsonPointer Combine(params SegmentValueStandIn[] additionalSegments) => Combine(Create(additionalSegments));

    /// <summary>The last <paramref name="levels"/> segments.</summary>
    public JsonPointer GetLocal(int levels) =>
        levels <= 0 ? Empty : levels >= SegmentCount ? this : new JsonPointer(Text[SlashOf(SegmentCount - levels)..]);

    /// <summary>True where <paramref name="other"/> points to this place or to one around it.</summary>
    public bool StartsWith(JsonPointer other) =>
        Text.StartsWith(other.Text, StringComparison.Ordinal) && (Text.Length == other.Text.Length || Text[other.Text.Length] == '/');

    /// <summary>The value that is pointed to, RFC 6901 §4; null where there is none.</summary>
    public JsonElement? Evaluate(JsonElement root)
    {
        JsonElement found = root;
        for (int i = 0; i < SegmentCount; i++)
        {
            if (Step(found, this[i].ToString()) is not { } next)
            {
                return null;
            }

            found = next;
        }

        return found;
    }

    public bool Equals(JsonPointer other) => Text == other.Text;

    public override bool Equals(object? obj) => obj is JsonPointer other && Equals(other);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Escaped, RFC 6901 §3.</summary>
    public override string ToString() => Text;

    private static JsonElement? Step(JsonElement from, string segment) => from.ValueKind switch
    {
        JsonValueKind.Object => from.TryGetProperty(segment, out JsonElement member) ? member : null,
        JsonValueKind.Array => IndexOf(segment) is { } index && index < from.GetArrayLength() ? from[index] : null,
        _ => null,
    };

    /// <summary>Digits without leading zeros; <c>-</c>, the element after the last, never exists.</summary>
    private static int? IndexOf(string segment) =>
        (segment == "0" || !segment.StartsWith('0')) && int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;

    private static bool EscapesAreWhole(string text)
    {
        for (int i = text.IndexOf('~', StringComparison.Ordinal); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }

    private int SlashOf(int index)
    {
        int slash = 0;
        for (; index > 0; index--)
        {
            slash = Text.IndexOf('/', slash + 1);
        }

        return slash;
    }
}
