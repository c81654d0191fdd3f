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

    private readonly LexerState[] _table = flavour == JsonFlavour.Qemu ? LexerTable.Qemu : LexerTable.Strict;

    private ReadOnlyMemory<byte> _chunk;
    private int _position;
    private long _chunkOffset;

    /// <summary>Where the message under way begins in the chunk; negative bytes of it are in <see cref="_carry"/>.</summary>
    private int _start = -1;
    private byte[] _carry = [];
    private int _carried;
    private bool _handedOutCarry;

    private LexerState _state = LexerState.Start;
    private MessageTraits _traits;
    private int _braces;
    private int _brackets;

    /// <summary>True while a message has begun and not ended.</summary>
    public bool IsInsideMessage => _start >= 0 || _carried > 0;

    /// <summary>Gives the next bytes; all earlier ones must have been read. The memory must stay as it is until then.</summary>
    /// <exception cref="InvalidOperationException">Bytes of the earlier chunk are unread.</exception>
    public void Feed(ReadOnlyMemory<byte> chunk)
    {
        if (_position < _chunk.Length)
        {
            throw new InvalidOperationException("the previous chunk is not read to its end");
        }

        DropHandedOut();
        _chunkOffset += _chunk.Length;
        _chunk = chunk;
        _position = 0;
        _start = _carried > 0 ? 0 : -1;
    }

    /// <summary>Cuts the next message; false when more bytes are needed.</summary>
    public bool TryRead(out WireMessage message)
    {
        DropHandedOut();
        ReadOnlySpan<byte> bytes = _chunk.Span;
        while (_position < bytes.Length)
        {
            byte current = bytes[_position];
            LexerState next = _table[((int)_state << 8) | current];
            if (next < LexerState.TokenEnd)
            {
                if (next != LexerState.Start && next != LexerState.Recovery)
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
            else if (TryEnd(next, out message))
            {
                return true;
            }

            if (Length > limits.MaxMessageBytes)
            {
                message = CutGarbage($"message longer than {limits.MaxMessageBytes} bytes");
                return true;
            }
        }

        Carry(bytes);
        message = default;
        return false;
    }

    /// <summary>What is left when the stream ends: a garbage message for an unfinished one, false for none.</summary>
    public bool TryFinish(out WireMessage message)
    {
        DropHandedOut();
        if (_carried == 0)
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
        DropHandedOut();
        _position = _chunk.Length;
        StartOver();
        _carried = 0;
        _state = LexerState.Start;
    }

    private int Length => _carried + (_start < 0 ? 0 : _position - _start);

    private void Enter(LexerState next, byte current)
    {
        if (_start < 0)
        {
            _start = _position;
        }

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
            _traits |= current == '\'' ? MessageTraits.SingleQuotes : current == 'u' ? MessageTraits.Escapes : MessageTraits.None;
        }
    }

    /// <summary>Inside a string most bytes need no look: jump to the next that does.</summary>
    private void SkipPlainText(ReadOnlySpan<byte> bytes)
    {
        int plain = bytes[_position..].IndexOfAny(EndOfPlainText);
        _position = plain < 0 ? bytes.Length : _position + plain;
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
                TakeByte();
                message = CutGarbage("a byte that no JSON token has here");
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

    private void TakeByte()
    {
        if (_start < 0)
        {
            _start = _position;
        }

        _position++;
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
        long offset = _chunkOffset + Math.Max(_start, 0) - _carried;
        ReadOnlyMemory<byte> raw;
        if (_carried == 0)
        {
            raw = _chunk.Slice(Math.Max(_start, 0), inChunk);
        }
        else
        {
            Append(_chunk.Span.Slice(_start, inChunk));
            raw = _carry.AsMemory(0, _carried);
            _handedOutCarry = true;
        }

        WireMessage message = new(kind, raw, offset, _traits, why);
        StartOver();
        return message;
    }

    private void StartOver()
    {
        _start = -1;
        _traits = MessageTraits.None;
        _braces = 0;
        _brackets = 0;
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        if (_start >= 0)
        {
            Append(bytes[_start..]);
            _start = bytes.Length;
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_carried + bytes.Length > _carry.Length)
        {
            Array.Resize(ref _carry, Math.Max(_carried + bytes.Length, _carry.Length * 2));
        }

        bytes.CopyTo(_carry.AsSpan(_carried));
        _carried += bytes.Length;
    }

    /// <summary>The carried bytes belong to the caller until its next call; a large buffer is not kept for small messages.</summary>
    private void DropHandedOut()
    {
        if (_handedOutCarry)
        {
            _handedOutCarry = false;
            _carried = 0;
            if (_carry.Length > 1 << 20)
            {
                _carry = [];
            }
        }
    }
}
