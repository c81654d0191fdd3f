using System.Text;

using Harness.Wire;

namespace Harness.Unit.Transport;

/// <summary>What has to happen at once, and is given up late: a bound against hanging, never waited for in full.</summary>
internal static class Soon
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static CancellationToken Token => new CancellationTokenSource(Patience).Token;

    public static async Task<T> FirstAsync<T>(this IAsyncEnumerable<T> items)
    {
        await foreach (T item in items)
        {
            return item;
        }

        throw new InvalidOperationException("there is nothing");
    }

    public static ValueTask SendTextAsync(this IByteChannel channel, string text) => channel.SendAsync(Encoding.UTF8.GetBytes(text), Token);

    public static ValueTask<ChannelRead> ReceiveAsync(this IByteChannel channel) => channel.ReceiveAsync(Patience, Token);

    /// <summary>Receives so many bytes; fewer only when the other end stops before.</summary>
    public static async Task<byte[]> ReceiveBytesAsync(this IByteChannel channel, int count)
    {
        using MemoryStream all = new(count);
        while (all.Length < count)
        {
            ChannelRead read = await channel.ReceiveAsync();
            if (read.Kind != ChannelReadKind.Bytes)
            {
                break;
            }

            all.Write(read.Bytes.Span);
        }

        return all.ToArray();
    }

    public static async Task<string> ReceiveTextAsync(this IByteChannel channel, int count) => Encoding.UTF8.GetString(await channel.ReceiveBytesAsync(count));

    /// <summary>Receives up to the end, and returns the end.</summary>
    public static async Task<ChannelRead> ReceiveEndAsync(this IByteChannel channel)
    {
        while (true)
        {
            ChannelRead read = await channel.ReceiveAsync();
            if (read.Kind != ChannelReadKind.Bytes)
            {
                return read;
            }
        }
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        for (long start = TimeProvider.System.GetTimestamp(); !isSo();)
        {
            Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Patience), what);
            await Task.Delay(1);
        }
    }
}
