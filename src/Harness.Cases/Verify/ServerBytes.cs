using System.Text.Json;

namespace Harness.Cases.Verify;

/// <summary>
/// All that a server sent on one connection, and its messages, read by System.Text.Json alone: a fault of this project's own
/// codec, which the emulator uses too, cannot hide from it.
/// </summary>
internal sealed class ServerBytes
{
    /// <summary>What a server may send in one case.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Twice what a request may have, because a reply wraps what it echoes.</summary>
    private const int MaxNesting = 2048;

    private readonly List<Range> _messages = [];
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _read;
    private int _start = -1;
    private JsonReaderState _state = FreshState();

    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = MaxNesting, AllowDuplicateProperties = false };

    public ReadOnlyMemory<byte> All => _bytes.AsMemory(0, _length);

    /// <summary>Where in <see cref="All"/> the messages are.</summary>
    public IReadOnlyList<Range> Messages => _messages;

    /// <summary>What came behind the last message, white space before it left out.</summary>
    public ReadOnlyMemory<byte> Unfinished => _start < 0 ? default : _bytes.AsMemory(_start, _length - _start);

    /// <summary>Adds bytes; false, and none added, when there are too many.</summary>
    public bool TryFeed(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes - _length)
        {
            return false;
        }

        if (_length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_length + bytes.Length, (int)Math.Min(2L * _bytes.Length, MaxBytes)));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return true;
    }

    /// <summary>Reads the next message; false when more bytes are needed. Behind bytes that are no message nothing can be read.</summary>
    public bool TryRead(out ReceivedMessage message)
    {
        Utf8JsonReader reader = new(_bytes.AsSpan(_read, _length - _read), isFinalBlock: false, _state);
        try
        {
            while (reader.Read())
            {
                _start = _start < 0 ? _read + (int)reader.TokenStartIndex : _start;
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    // Throws for what is no Unicode text, which the reader itself lets pass.
                    _ = reader.GetString();
                }

                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                {
                    message = Complete(_read + (int)reader.BytesConsumed);
                    return true;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            message = Garbage(e);
            return true;
        }

        _read += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        message = default;
        return false;
    }

    private static JsonReaderState FreshState() => new(new JsonReaderOptions { MaxDepth = MaxNesting });

    private ReceivedMessage Complete(int end)
    {
        ReadOnlyMemory<byte> raw = _bytes.AsMemory(_start, end - _start);
        _messages.Add(new Range(_start, end));
        _read = end;
        _start = -1;
        _state = FreshState();
        try
        {
            return new ReceivedMessage(raw, JsonElement.Parse(raw.Span, DocumentOptions), null);
        }
        catch (JsonException e)
        {
            return new ReceivedMessage(raw, default, Reason(e));
        }
    }

    private ReceivedMessage Garbage(Exception e)
    {
        int from = _start < 0 ? _read : _start;
        ReadOnlyMemory<byte> raw = _bytes.AsMemory(from, _length - from).TrimStart(" \t\r\n"u8);
        _read = _length;
        _start = -1;
        _state = FreshState();
        return new ReceivedMessage(raw, default, Reason(e));
    }

    /// <summary>The library's message without its place, which counts from where reading was taken up.</summary>
    private static string Reason(Exception e)
    {
        int end = e.Message.IndexOf(". ", StringComparison.Ordinal);
        return $"no strict JSON reader accepts this: {(end > 0 ? e.Message[..end] : e.Message.TrimEnd('.'))}";
    }
}
