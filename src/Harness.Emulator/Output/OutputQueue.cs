namespace Harness.Emulator.Output;

/// <summary>
/// What a connection has to send. Replies always fit; events are bounded: the oldest unread ones make room, and are counted.
/// Two buffers: one is being filled while the other is the reader's.
/// </summary>
internal sealed class OutputQueue(int limit)
{
    /// <summary>A buffer that grew beyond this is not kept once it is empty.</summary>
    private const int KeepBytes = 1 << 20;

    /// <summary>Events among the bytes, oldest first.</summary>
    private readonly List<(int Start, int Length)> _events = [];
    private byte[] _filling = new byte[256];
    private byte[] _handedOut = new byte[256];
    private int _length;

    public bool IsEmpty => _length == 0;

    /// <summary>True while no more requests must be read.</summary>
    public bool IsFull => _length >= limit;

    /// <summary>Events that were dropped unread.</summary>
    public long Dropped { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int needed = checked(_length + bytes.Length);
        if (needed > _filling.Length)
        {
            Array.Resize(ref _filling, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _filling.Length)));
        }

        bytes.CopyTo(_filling.AsSpan(_length));
        _length = needed;
    }

    /// <summary>Appends an event, or drops it when replies alone fill the queue.</summary>
    public void AppendEvent(ReadOnlySpan<byte> line)
    {
        if (_length > 0 && _length + line.Length > limit)
        {
            DropEvents(_length + line.Length - limit);
            if (_length > 0 && _length + line.Length > limit)
            {
                Dropped++;
                return;
            }
        }

        _events.Add((_length, line.Length));
        Append(line);
    }

    /// <summary>Hands out all bytes; they are valid until the next call.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        (_filling, _handedOut) = (_handedOut, _filling);
        if (_filling.Length > KeepBytes)
        {
            _filling = new byte[256];
        }

        ReadOnlyMemory<byte> taken = _handedOut.AsMemory(0, _length);
        _length = 0;
        _events.Clear();
        return taken;
    }

    /// <summary>Removes the oldest events until at least so many bytes are free, moving what stays once.</summary>
    private void DropEvents(int bytes)
    {
        int dropped = 0;
        int freed = 0;
        int end = 0;
        int copied = 0;
        for (; dropped < _events.Count && freed < bytes; dropped++)
        {
            (int start, int length) = _events[dropped];
            Move(copied, start, ref end);
            copied = start + length;
            freed += length;
        }

        Move(copied, _length, ref end);
        _length = end;
        Dropped += dropped;
        _events.RemoveRange(0, dropped);
        for (int i = 0; i < _events.Count; i++)
        {
            _events[i] = (_events[i].Start - freed, _events[i].Length);
        }
    }

    private void Move(int from, int to, ref int end)
    {
        Buffer.BlockCopy(_filling, from, _filling, end, to - from);
        end += to - from;
    }
}
