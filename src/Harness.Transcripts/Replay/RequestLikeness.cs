using System.Text.Json;

using Harness.Transcripts.Compare;
using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Replay;

/// <summary>Whether two requests are the same but for their ids, and how they differ.</summary>
internal static class RequestLikeness
{
    /// <summary>One text for equal requests: no arguments and empty ones are the same.</summary>
    public static string Key(in MessageFacts request)
    {
        string arguments = CanonicalJson.Of(request.Arguments);
        return $"{(request.OutOfBand ? "exec-oob" : "execute")} {request.Name} {(arguments.Length == 0 ? "{}" : arguments)}";
    }

    /// <summary>One text for equal messages that are no requests.</summary>
    public static string Key(ReadOnlyMemory<byte> payload, MessageFacts? facts) =>
        facts is { Role: MessageRole.Request } request ? Key(request) : facts is null ? Convert.ToBase64String(payload.Span) : CanonicalJson.Of(payload);

    /// <summary>How what was sent differs from what was recorded; everything but the id counts.</summary>
    public static IReadOnlyList<Difference> Differences(ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> sent)
    {
        JsonDocumentOptions options = new() { MaxDepth = 1040 };
        using JsonDocument before = JsonDocument.Parse(recorded, options);
        using JsonDocument now = JsonDocument.Parse(sent, options);
        return [.. new MessageComparer(null).CompareValues("", before.RootElement, now.RootElement).Where(d => d.Path != "id" && !d.Path.StartsWith("id.", StringComparison.Ordinal))];
    }
}
