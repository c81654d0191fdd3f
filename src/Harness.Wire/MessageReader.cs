using System.Buffers;

namespace Harness.Wire;

/// <summary>
/// Cuts messages from a byte stream. QMP has no line framing: a message ends where its nesting closes, so several may share
/// a read and one may span many. Lexical errors are reported once and reading resumes as QEMU's does.
/// Feed a chunk, then read until <see cref="TryRead"/> says false; a message that lies in one chunk is a slice of it.
/// </summary>
public sealed class MessageReader(JsonFlavour flavour, WireLimits limits)
{
    private static readonly SearchValues<byte> EndOfPlainText = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\'', (byte)'\\', .. Enumerable.Range(0x80, 0x80).Select(i => (byte)i)]);

    private readonly CarriedBytes _carried = new();
    private readonly LexerState[] _table = flavour == JsonFlavour.Qemu ? LexerTable.Qemu : LexerTable.Strict;

    private ReadOnlyMemory<byte> _chunk;
    private int _position;
    private long _chunkOffset;

    /// <summary>Where the message under way begins in the chunk, behind what of it is in <see cref="_carried"/>; negative for none.</summary>
    private int _start = -1;

    /// <summary>Where in the chunk the message under way would become too long.</summary>
    private int _bound = int.MaxValue;
    private LexerState _state = LexerState.Start;
    private MessageTraits _traits;
    private int _braces;
    private int _brackets;

    /// <summary>True while a message has begun and not ended.</summary>
    public bool IsInsideMessage => _start >= 0 || _carried.IsUnfinished;

    /// <summary>Bytes of the message that has begun and not ended; meaningful once <see cref="TryRead"/> has said false.</summary>
    public int UnfinishedBytes => _carried.IsUnfinished ? _carried.Length : 0;

    /// <summary>Gives the next bytes; all earlier ones must have been read. The memory must stay as it is until then.</summary>
    /// <exception cref="InvalidOperationException">Bytes of the earlier chunk are unread.</exception>
    public void Feed(ReadOnlyMemory<byte> chunk)
    {
        RequireRead();
        _carried.DropHandedOut();
        _chunkOffset += _chunk.Length;
        _chunk = chunk;
        _position = 0;
        _start = _carried.Length > 0 ? 0 : -1;
        _bound = _carried.Length > 0 ? limits.MaxMessageBytes - _carried.Length : int.MaxValue;
    }

    /// <summary>Cuts the next message; false when more bytes are needed.</summary>
    public bool TryRead(out WireMessage message)
    {
        _carried.DropHandedOut();
        ReadOnlySpan<byte> bytes = _chunk.Span;
        while (_position < bytes.Length)
        {
            byte current = bytes[_position];
            LexerState next = _table[((int)_state << 8) | current];
            if (_position >= _bound && next != LexerState.EndBefore)
            {
                message = CutGarbage($"message longer than {limits.MaxMessageBytes} bytes");
                return true;
            }

            if (next >= LexerState.TokenEnd)
            {
                if (TryEnd(next, out message))
                {
                    return true;
                }

                continue;
            }

            if (next is not (LexerState.Start or LexerState.Recovery))
            {
                Enter(next, current);
            }

            _state = next;
            _position++;
            if (next is LexerState.DoubleQuoted or LexerState.SingleQuoted)
            {
                SkipPlainText(bytes);
            }
        }

        Carry(bytes);
        message = default;
        return false;
    }

    /// <summary>What is left when the stream ends: a garbage message for an unfinished one, false for none.</summary>
    /// <exception cref="InvalidOperationException">Bytes of the last chunk are unread.</exception>
    public bool TryFinish(out WireMessage message)
    {
        RequireRead();
        _carried.DropHandedOut();
        if (_carried.Length == 0)
        {
            message = default;
            return false;
        }

        bool scalar = _braces == 0 && _brackets == 0 && _table[((int)_state << 8) | ' '] == LexerState.EndBefore;
        message = scalar ? Cut(MessageKind.Value, null) : CutGarbage("the stream ends inside a message");
        _state = LexerState.Start;
        return true;
    }

    /// <summary>Forgets the message under way and what is left of the chunk.</summary>
    public void Reset()
    {
        _carried.DropHandedOut();
        _position = _chunk.Length;
        StartOver();
        _carried.Clear();
        _state = LexerState.Start;
    }

    private void RequireRead()
    {
        if (_position < _chunk.Length)
        {
            throw new InvalidOperationException("the chunk is not read to its end");
        }
    }

    private void Begin()
    {
        if (_start < 0)
        {
            _start = _position;
            _bound = (int)Math.Min((long)_position + limits.MaxMessageBytes, int.MaxValue);
        }
    }

    private void Enter(LexerState next, byte current)
    {
        Begin();
        if (current > 0x7F)
        {
            _traits |= MessageTraits.NonAscii;
        }
        else if (next == LexerState.SingleQuoted && _state == LexerState.Start)
        {
            _traits |= MessageTraits.SingleQuotes;
        }
        else if (_state is LexerState.DoubleQuotedEscape or LexerState.SingleQuotedEscape)
        {
            _traits |= current switch
            {
                (byte)'u' => MessageTraits.Escapes,
                (byte)'\'' when flavour == JsonFlavour.Qemu => MessageTraits.SingleQuotes,
                _ => MessageTraits.None,
            };
        }
    }

    /// <summary>Inside a string most bytes need no look: jump to the next that does.</summary>
    private void SkipPlainText(ReadOnlySpan<byte> bytes)
    {
        int end = Math.Min(bytes.Length, _bound);
        int plain = bytes[_position..end].IndexOfAny(EndOfPlainText);
        _position = plain < 0 ? end : _position + plain;
    }

    /// <summary>Handles a byte that ends something; true when a message is complete.</summary>
    private bool TryEnd(LexerState outcome, out WireMessage message)
    {
        message = default;
        switch (outcome)
        {
            case LexerState.ResumeBefore:
                _state = LexerState.Start;
                return false;
            case LexerState.Error:
                message = CutGarbage($"byte 0x{TakeByte():X2} belongs to no JSON token here");
                return true;
            case LexerState.EndBefore:
                break;
            default:
                TakeByte();
                Count(outcome);
                break;
        }

        _state = LexerState.Start;
        if (_braces + _brackets > limits.MaxNesting)
        {
            message = CutGarbage($"nested deeper than {limits.MaxNesting} levels");
            _state = LexerState.Start;
            return true;
        }

        if (_braces < 0 || _brackets < 0 || (_braces == 0 && _brackets == 0))
        {
            message = Cut(MessageKind.Value, null);
            return true;
        }

        return false;
    }

    private byte TakeByte()
    {
        Begin();
        return _chunk.Span[_position++];
    }

    private void Count(LexerState outcome)
    {
        switch (outcome)
        {
            case LexerState.OpenBrace:
                _braces++;
                break;
            case LexerState.CloseBrace:
                _braces--;
                break;
            case LexerState.OpenBracket:
                _brackets++;
                break;
            case LexerState.CloseBracket:
                _brackets--;
                break;
            default:
                break;
        }
    }

    private WireMessage CutGarbage(string why)
    {
        WireMessage message = Cut(MessageKind.Garbage, why);
        _state = LexerState.Recovery;
        return message;
    }

    private WireMessage Cut(MessageKind kind, string? why)
    {
        int inChunk = _start < 0 ? 0 : _position - _start;
        long offset = _chunkOffset + Math.Max(_start, 0) - _carried.Length;
        ReadOnlyMemory<byte> raw;
        if (_carried.Length == 0)
        {
            raw = _chunk.Slice(Math.Max(_start, 0), inChunk);
        }
        else
        {
            _carried.Append(_chunk.Span.Slice(_start, inChunk));
            raw = _carried.HandOut();
        }

        WireMessage message = new(kind, raw, offset, flavour, _traits, why);
        StartOver();
        return message;
    }

    private void StartOver()
    {
        _start = -1;
        _bound = int.MaxValue;
        _traits = MessageTraits.None;
        _braces = 0;
        _brackets = 0;
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        if (_start >= 0)
        {
            _carried.Append(bytes[_start..]);
            _start = bytes.Length;
        }
    }
}
