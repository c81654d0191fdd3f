using System.Text.Json;

namespace Harness.Transcripts.Format;

/// <summary>One line below the header, taken apart. A message is a slice of the line: its bytes are never re-serialised.</summary>
internal readonly struct RecordLine
{
    public const string SumWord = "sum";
    public const string EndWord = "end";

    /// <summary>What is wrong with the line, for people; null when it is in order.</summary>
    public string? Why { get; private init; }

    public string? Word { get; private init; }

    public TranscriptRecord Record { get; private init; }

    public long UpTo { get; private init; }

    public string? Sha256 { get; private init; }

    public bool Clean { get; private init; }

    /// <param name="line">With its line feed.</param>
    public static RecordLine Parse(ReadOnlyMemory<byte> line)
    {
        Fields fields = default;
        try
        {
            Utf8JsonReader reader = new(line.Span, new JsonReaderOptions { MaxDepth = 1040 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return Wrong("not a JSON object");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Take(ref reader, line, ref fields) is { } why)
                {
                    return Wrong(why);
                }
            }

            // Reading on past the object finds anything that stands behind it.
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            return Wrong($"not JSON: {e.Message}");
        }
        catch (InvalidOperationException e)
        {
            return Wrong($"a member of the wrong type: {e.Message}");
        }

        return Make(fields);
    }

    private static RecordLine Wrong(string why) => new() { Why = why };

    private static RecordLine Make(in Fields fields)
    {
        RecordKind kind = RecordKind.Mark;
        string? word = fields.Word switch { SumWord => SumWord, EndWord => EndWord, _ => null };
        if (word is null)
        {
            if (fields.Kind is not { } found)
            {
                return Wrong(fields.Word is null ? "no record kind 'k'" : $"unknown record kind '{fields.Word}'");
            }

            kind = found;
        }

        return new RecordLine
        {
            Word = word,
            UpTo = fields.UpTo,
            Sha256 = fields.Sha256,
            Clean = fields.Clean,
            Record = new TranscriptRecord(kind, fields.Number, fields.Time, fields.Connection, fields.Payload, fields.IsMessage, fields.InReplyTo, fields.Descriptors, fields.Note),
        };
    }

    private static string? Take(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line, ref Fields fields)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (name.SequenceEqual("m"u8))
        {
            fields.Payload = Slice(ref reader, line);
            fields.IsMessage = true;
            return null;
        }

        if (name.SequenceEqual("fd"u8))
        {
            fields.Descriptors = Slice(ref reader, line);
            return null;
        }

        bool number = name.SequenceEqual("n"u8), time = name.SequenceEqual("t"u8), connection = name.SequenceEqual("c"u8), re = name.SequenceEqual("re"u8);
        bool kind = name.SequenceEqual("k"u8), raw = name.SequenceEqual("raw"u8), note = name.SequenceEqual("note"u8);
        bool upTo = name.SequenceEqual("upto"u8), sum = name.SequenceEqual("sha256"u8), clean = name.SequenceEqual("clean"u8);
        reader.Read();
        if (kind)
        {
            fields.Kind = RecordKinds.Parse(reader.ValueSpan);
            fields.Word = fields.Kind is null ? reader.GetString() : null;
        }
        else if (number || time || connection || re || upTo)
        {
            return TakeNumber(ref reader, number, time, connection, re, ref fields);
        }
        else if (raw)
        {
            return TakeRaw(ref reader, ref fields);
        }
        else if (note || sum)
        {
            string? text = reader.GetString();
            fields.Note = note ? text : fields.Note;
            fields.Sha256 = sum ? text : fields.Sha256;
        }
        else if (clean)
        {
            fields.Clean = reader.GetBoolean();
        }
        else
        {
            // Members of later minor additions are carried by no one here, and harm no one.
            reader.Skip();
        }

        return null;
    }

    private static string? TakeNumber(ref Utf8JsonReader reader, bool number, bool time, bool connection, bool re, ref Fields fields)
    {
        if (!reader.TryGetInt64(out long value) || value < 0 || (connection && value > int.MaxValue))
        {
            return "a number that is no count";
        }

        if (number)
        {
            fields.Number = value;
        }
        else if (time)
        {
            fields.Time = value;
        }
        else if (connection)
        {
            fields.Connection = (int)value;
        }
        else if (re)
        {
            fields.InReplyTo = value;
        }
        else
        {
            fields.UpTo = value;
        }

        return null;
    }

    private static string? TakeRaw(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out byte[]? bytes))
        {
            return "'raw' is not base64";
        }

        fields.Payload = bytes;
        fields.IsMessage = false;
        return null;
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> line)
    {
        reader.Read();
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line[start..(int)reader.BytesConsumed];
    }

    private struct Fields
    {
        public RecordKind? Kind;
        public string? Word;
        public long Number;
        public long Time;
        public int Connection;
        public long InReplyTo;
        public ReadOnlyMemory<byte> Payload;
        public bool IsMessage;
        public ReadOnlyMemory<byte> Descriptors;
        public string? Note;
        public long UpTo;
        public string? Sha256;
        public bool Clean;
    }
}
