using System.Text.Json;

using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Replay;

/// <summary>Gives a recorded reply the id of the request that it now answers; every other byte stays as it is.</summary>
internal static class IdRewriter
{
    /// <param name="reply">A JSON object.</param>
    /// <param name="id">JSON; empty for none.</param>
    public static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> reply, in MessageFacts facts, ReadOnlyMemory<byte> id)
    {
        if (CanonicalJson.Of(facts.Id) == CanonicalJson.Of(id))
        {
            return reply;
        }

        if (facts.Id.IsEmpty)
        {
            int end = reply.Span.LastIndexOf((byte)'}');
            return (byte[])[.. reply.Span[..end], .. ", \"id\": "u8, .. id.Span, .. reply.Span[end..]];
        }

        (int start, int behind) = id.IsEmpty ? MemberOf(reply.Span) : ValueOf(reply, facts.Id);
        return (byte[])[.. reply.Span[..start], .. id.Span, .. reply.Span[behind..]];
    }

    private static (int Start, int Behind) ValueOf(ReadOnlyMemory<byte> reply, ReadOnlyMemory<byte> id)
    {
        reply.Span.Overlaps(id.Span, out int start);
        return (start, start + id.Length);
    }

    /// <summary>The member <c>id</c> with the comma that parts it from its neighbour.</summary>
    private static (int Start, int Behind) MemberOf(ReadOnlySpan<byte> reply)
    {
        Utf8JsonReader reader = new(reply, new JsonReaderOptions { MaxDepth = 1040 });
        reader.Read();
        int before = 1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            bool found = reader.ValueTextEquals("id"u8);
            reader.Read();
            reader.Skip();
            int behind = (int)reader.BytesConsumed;
            if (!found)
            {
                before = behind;
                continue;
            }

            int next = behind + Math.Max(0, reply[behind..].IndexOfAnyExcept(" \t\r\n"u8));
            if (reply[next] != (byte)',')
            {
                return (before, behind);
            }

            next++;
            return (start, next + Math.Max(0, reply[next..].IndexOfAnyExcept(" \t\r\n"u8)));
        }

        return (0, 0);
    }
}
