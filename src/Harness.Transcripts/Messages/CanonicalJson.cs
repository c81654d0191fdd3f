using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Harness.Transcripts.Messages;

/// <summary>One spelling of each JSON value: equal values have equal texts. Order of members, white space, escapes and the spelling of numbers do not count.</summary>
internal static class CanonicalJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1040 };

    /// <summary>Of valid JSON; empty for none.</summary>
    public static string Of(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            return "";
        }

        using JsonDocument document = JsonDocument.Parse(json, Options);
        return Of(document.RootElement);
    }

    public static string Of(JsonElement value)
    {
        StringBuilder text = new();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                break;
            case JsonValueKind.Object:
                WriteMembers(text, value);
                break;
            case JsonValueKind.Array:
                WriteItems(text, value);
                break;
            case JsonValueKind.Number:
                text.Append(NumberText(value));
                break;
            case JsonValueKind.String:
                WriteText(text, TextOf(value));
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                text.Append(value.GetRawText());
                break;
            default:
                throw new UnreachableException(value.ValueKind.ToString());
        }
    }

    /// <summary>The text of a string; its own spelling where it holds half a surrogate pair, which no text can.</summary>
    internal static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText();
        }
    }

    /// <summary>Integers of 64 bits exactly, other numbers by the double that they are to a peer.</summary>
    internal static string NumberText(JsonElement number) =>
        number.TryGetInt64(out long signed) ? signed.ToString(CultureInfo.InvariantCulture)
        : number.TryGetUInt64(out ulong unsigned) ? unsigned.ToString(CultureInfo.InvariantCulture)
        : number.TryGetDouble(out double other) && double.IsFinite(other) ? FormattableString.Invariant($"{other:R}")
        : number.GetRawText();

    private static void WriteMembers(StringBuilder text, JsonElement value)
    {
        text.Append('{');
        string between = "";
        foreach (JsonProperty member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(between);
            WriteText(text, member.Name);
            text.Append(':');
            Write(text, member.Value);
            between = ",";
        }

        text.Append('}');
    }

    private static void WriteItems(StringBuilder text, JsonElement value)
    {
        text.Append('[');
        string between = "";
        foreach (JsonElement item in value.EnumerateArray())
        {
            text.Append(between);
            Write(text, item);
            between = ",";
        }

        text.Append(']');
    }

    private static void WriteText(StringBuilder text, string value) => text.Append('"').Append(JsonEncodedText.Encode(value)).Append('"');
}
