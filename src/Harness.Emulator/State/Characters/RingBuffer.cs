namespace Harness.Emulator.State.Characters;

/// <summary>Bytes in memory of which the oldest are lost when more are written than there is room for.</summary>
internal sealed class RingBuffer
{
    private readonly long _size;
    private readonly List<byte> _bytes = [];

    /// <param name="size">In bytes; a power of two.</param>
    public RingBuffer(long size) => _size = size;

    public static bool IsSize(long size) => size > 0 && (size & (size - 1)) == 0;

    public void Write(ReadOnlySpan<byte> data)
    {
        _bytes.AddRange(data);
        if (_bytes.Count > _size)
        {
            _bytes.RemoveRange(0, _bytes.Count - (int)_size);
        }
    }

    /// <summary>Takes at most so many bytes out, the oldest first.</summary>
    public byte[] Read(long atMost)
    {
        int count = (int)Math.Min(atMost, _bytes.Count);
        byte[] taken = [.. _bytes[..count]];
        _bytes.RemoveRange(0, count);
        return taken;
    }
}
