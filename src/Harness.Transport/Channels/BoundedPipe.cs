namespace Harness.Transport.Channels;

/// <summary>One direction of a <see cref="MemoryChannelPair"/>: a ring of bytes. One reader, one writer; each waits for the other without a thread.</summary>
internal sealed class BoundedPipe(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private readonly Lock _gate = new();
    private int _first;
    private int _count;
    private bool _isEnded;
    private bool _isUnwanted;
    private string? _broken;

    /// <summary>Completed when something changes; null while nobody waits.</summary>
    private TaskCompletionSource? _change;

    /// <summary>Reads at least one byte; 0 at the end.</summary>
    /// <exception cref="IOException">The pipe was broken.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (_broken is not null)
                {
                    throw new IOException(_broken);
                }

                if (_count > 0 || _isEnded || _isUnwanted)
                {
                    return Take(buffer.Span);
                }

                change = Change();
            }

            await change.ConfigureAwait(false);
        }
    }

    /// <summary>Writes all bytes, or none that nobody will read.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (true)
        {
            Task change;
            lock (_gate)
            {
                if (_isUnwanted || _isEnded || _broken is not null)
                {
                    return;
                }

                bytes = bytes[Put(bytes.Span)..];
                if (bytes.IsEmpty)
                {
                    return;
                }

                change = Change();
            }

            await change.WaitAsync(cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The writer writes no more; the reader reads what is there and then the end.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Signal();
        }
    }

    /// <summary>The reader reads no more; the writer writes into the void.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _isUnwanted = true;
            Signal();
        }
    }

    /// <summary>What is there is lost, and the reader gets the detail.</summary>
    public void Break(string detail)
    {
        lock (_gate)
        {
            _broken ??= detail;
            Signal();
        }
    }

    private int Take(Span<byte> buffer)
    {
        int taken = Math.Min(buffer.Length, _count);
        int beforeWrap = Math.Min(taken, capacity - _first);
        _ring.AsSpan(_first, beforeWrap).CopyTo(buffer);
        _ring.AsSpan(0, taken - beforeWrap).CopyTo(buffer[beforeWrap..]);
        _first = (_first + taken) % capacity;
        _count -= taken;
        Signal();
        return taken;
    }

    private int Put(ReadOnlySpan<byte> bytes)
    {
        int put = Math.Min(bytes.Length, capacity - _count);
        int at = (_first + _count) % capacity;
        int beforeWrap = Math.Min(put, capacity - at);
        bytes[..beforeWrap].CopyTo(_ring.AsSpan(at));
        bytes[beforeWrap..put].CopyTo(_ring);
        _count += put;
        Signal();
        return put;
    }

    private Task Change() => (_change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Signal()
    {
        _change?.SetResult();
        _change = null;
    }
}
