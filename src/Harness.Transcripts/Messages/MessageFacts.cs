using System.Text.Json;
using System.Text.Unicode;

namespace Harness.Transcripts.Messages;

/// <summary>What of a message matters for recording and matching. The memory is the message's own.</summary>
/// <param name="Name">Command of a request, name of an event; null for others.</param>
/// <param name="OutOfBand">The request says <c>exec-oob</c>.</param>
/// <param name="Id">JSON of the id; empty for none.</param>
/// <param name="Arguments">JSON of the arguments; empty for none.</param>
public readonly record struct MessageFacts(MessageRole Role, string? Name, bool OutOfBand, ReadOnlyMemory<byte> Id, ReadOnlyMemory<byte> Arguments)
{
    /// <summary>Deeper than the wire allows, so that depth is the wire's to refuse.</summary>
    private const int MaxDepth = 1030;

    /// <summary>Null for what is not one line of RFC 8259 JSON in UTF-8, which a transcript holds as raw bytes.</summary>
    public static MessageFacts? Read(ReadOnlyMemory<byte> message)
    {
        if (message.Span.Contains((byte)'\n') || !Utf8.IsValid(message.Span))
        {
            return null;
        }

        Members members = default;
        try
        {
            Utf8JsonReader reader = new(message.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read())
            {
                return null;
            }

            if (reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    Take(ref reader, message, ref members);
                }
            }
            else
            {
                reader.Skip();
            }

            // Reading on finds what stands behind the value.
            while (reader.Read())
            {
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return Of(members);
    }

    private static MessageFacts Of(in Members members)
    {
        MessageRole role = members switch
        {
            { HasReturn: true } => MessageRole.Success,
            { HasError: true } => MessageRole.Error,
            { HasGreeting: true } => MessageRole.Greeting,
            { Event: not null } => MessageRole.Event,
            { Command: not null } => MessageRole.Request,
            _ => MessageRole.Other,
        };
        return new MessageFacts(
            role,
            role switch { MessageRole.Request => members.Command, MessageRole.Event => members.Event, _ => null },
            members.OutOfBand,
            members.Id,
            members.Arguments);
    }

    private static void Take(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message, ref Members members)
    {
        bool execute = reader.ValueTextEquals("execute"u8), outOfBand = reader.ValueTextEquals("exec-oob"u8), happened = reader.ValueTextEquals("event"u8);
        bool id = reader.ValueTextEquals("id"u8), arguments = reader.ValueTextEquals("arguments"u8);
        members.HasReturn |= reader.ValueTextEquals("return"u8);
        members.HasError |= reader.ValueTextEquals("error"u8);
        members.HasGreeting |= reader.ValueTextEquals("QMP"u8);
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        string? text = (execute || outOfBand || happened) && reader.TokenType == JsonTokenType.String ? TextOf(ref reader) : null;
        reader.Skip();
        ReadOnlyMemory<byte> value = message[start..(int)reader.BytesConsumed];
        members.Command = execute || outOfBand ? text : members.Command;
        members.OutOfBand |= outOfBand && text is not null;
        members.Event = happened ? text : members.Event;
        members.Id = id ? value : members.Id;
        members.Arguments = arguments ? value : members.Arguments;
    }

    /// <summary>Half a surrogate pair, which JSON can spell and text cannot, makes a name that is nobody's.</summary>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private struct Members
    {
        public string? Command;
        public string? Event;
        public bool OutOfBand;
        public bool HasReturn;
        public bool HasError;
        public bool HasGreeting;
        public ReadOnlyMemory<byte> Id;
        public ReadOnlyMemory<byte> Arguments;
    }
}
