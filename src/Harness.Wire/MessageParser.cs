using System.Text.Json;

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
        why = message.Kind == MessageKind.Garbage ? message.Why : CharacterRules.Check(message);
        if (why is not null)
        {
            return null;
        }

        ReadOnlyMemory<byte> json = (message.Traits & MessageTraits.SingleQuotes) != 0 ? SingleQuotes.Rewrite(message.Raw.Span) : message.Raw;
        try
        {
            return JsonDocument.Parse(json, DocumentOptions(limits));
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
}
