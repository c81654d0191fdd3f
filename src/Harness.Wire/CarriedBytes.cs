namespace Harness.Wire;

/// <summary>What of a message came in earlier chunks. Handed out, the bytes stay as they are until <see cref="DropHandedOut"/>.</summary>
internal sealed class CarriedBytes
{
    /// <summary>A larger buffer is given back with its message: it is not kept for small ones.</summary>
    private const int KeptBytes = 1 << 20;

    private byte[] _bytes = [];
    private bool _handedOut;

    public int Length { get; private set; }

    /// <summary>True while the bytes belong to a message that has not ended.</summary>
    public bool IsUnfinished => Length > 0 && !_handedOut;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (Length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + bytes.Length, _bytes.Length * 2));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public ReadOnlyMemory<byte> HandOut()
    {
        _handedOut = true;
        return _bytes.AsMemory(0, Length);
    }

    public void DropHandedOut()
    {
        if (_handedOut)
        {
            Clear();
            _bytes = _bytes.Length > KeptBytes ? [] : _bytes;
        }
    }

    public void Clear()
    {
        _handedOut = false;
        Length = 0;
    }
}
