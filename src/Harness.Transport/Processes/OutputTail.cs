using System.Text;

namespace Harness.Transport.Processes;

/// <summary>The last bytes of what a child prints. Reads until the end, so that the child never waits.</summary>
internal sealed class OutputTail
{
    public const int MaxBytes = 8 * 1024;

    private readonly byte[] _tail = new byte[MaxBytes];
    private readonly Lock _gate = new();
    private long _total;

    /// <summary>What was printed, with a mark where the beginning is missing; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                int kept = (int)Math.Min(_total, MaxBytes);
                int first = (int)((_total - kept) % MaxBytes);
                byte[] bytes = new byte[kept];
                int beforeWrap = Math.Min(kept, MaxBytes - first);
                _tail.AsSpan(first, beforeWrap).CopyTo(bytes);
                _tail.AsSpan(0, kept - beforeWrap).CopyTo(bytes.AsSpan(beforeWrap));
                string text = Encoding.UTF8.GetString(bytes).TrimEnd();
                return _total > MaxBytes ? $"… {text}" : text;
            }
        }
    }

    /// <summary>Follows a stream until the last holder of its other end has closed it.</summary>
    public async Task FollowAsync(Stream stream, CancellationToken cancel)
    {
        byte[] buffer = new byte[MaxBytes];
        try
        {
            for (int count = -1; count != 0;)
            {
                count = await stream.ReadAsync(buffer, cancel).ConfigureAwait(false);
                Add(buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The child is disposed; what was read stays.
        }
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            foreach (byte b in bytes)
            {
                _tail[_total++ % MaxBytes] = b;
            }
        }
    }
}
