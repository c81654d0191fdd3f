using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Harness.Wire;

/// <summary>A cut message as a JSON document, or the reason why it is none. The one place where wire bytes meet System.Text.Json.</summary>
public static class MessageParser
{
    /// <summary>A member given twice is a syntax error in QMP; the depth is the wire's limit, not the library's 64.</summary>
    public static JsonDocumentOptions DocumentOptions(WireLimits limits) => new()
    {
        MaxDepth = limits.MaxNesting,
        AllowDuplicateProperties = false,
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Parses a message. The document refers to the message's memory and lives as long as that at most; dispose it.</summary>
    /// <param name="why">What is wrong, for people; null when a document came out.</param>
    public static JsonDocument? Parse(in WireMessage message, WireLimits limits, out string? why)
    {
        if (message.Kind == MessageKind.Garbage)
        {
            why = message.Why;
            return null;
        }

        if ((message.Traits & MessageTraits.NonAscii) != 0 && !Utf8.IsValid(message.Raw.Span))
        {
            why = "invalid UTF-8 sequence in string";
            return null;
        }

        ReadOnlyMemory<byte> json = (message.Traits & MessageTraits.SingleQuotes) != 0 ? Requote(message.Raw.Span) : message.Raw;
        try
        {
            JsonDocument document = JsonDocument.Parse(json, DocumentOptions(limits));
            if ((message.Traits & MessageTraits.Escapes) != 0 && HasLoneSurrogate(json.Span))
            {
                document.Dispose();
                why = "an escape is not a valid Unicode character";
                return null;
            }

            why = null;
            return document;
        }
        catch (JsonException e)
        {
            why = Reason(e);
            return null;
        }
    }

    /// <summary>The library's message without its advice on options and without its path and position.</summary>
    private static string Reason(JsonException exception)
    {
        string text = exception.Message;
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end > 0 ? text[..end] : text;
    }

    /// <summary>Rewrites QEMU's single-quoted strings and <c>\'</c> to RFC 8259.</summary>
    private static byte[] Requote(ReadOnlySpan<byte> raw)
    {
        ArrayBufferWriter<byte> output = new(raw.Length + 16);
        byte quote = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            byte b = raw[i];
            if (quote == 0)
            {
                quote = b is (byte)'"' or (byte)'\'' ? b : quote;
                Put(output, b == '\'' ? (byte)'"' : b);
            }
            else if (b == '\\' && i + 1 < raw.Length)
            {
                byte escaped = raw[++i];
                if (escaped != '\'')
                {
                    Put(output, b);
                }

                Put(output, escaped);
            }
            else if (b == quote)
            {
                quote = 0;
                Put(output, (byte)'"');
            }
            else
            {
                if (b == '"')
                {
                    Put(output, (byte)'\\');
                }

                Put(output, b);
            }
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Put(ArrayBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Looks for a <c>\u</c> escape that is half a surrogate pair. The text is valid JSON, so four hex digits follow each.</summary>
    private static bool HasLoneSurrogate(ReadOnlySpan<byte> json)
    {
        int expectLowAt = -1;
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                continue;
            }

            int at = i++;
            if (json[i] != 'u')
            {
                continue;
            }

            int unit = Convert.ToInt32(System.Text.Encoding.ASCII.GetString(json.Slice(i + 1, 4)), 16);
            i += 4;
            bool low = char.IsLowSurrogate((char)unit);
            if (low != (at == expectLowAt))
            {
                return true;
            }

            if (expectLowAt >= 0 && at != expectLowAt)
            {
                return true;
            }

            expectLowAt = char.IsHighSurrogate((char)unit) ? i + 1 : -1;
        }

        return expectLowAt >= 0;
    }
}
