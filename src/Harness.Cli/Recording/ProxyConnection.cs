using System.Runtime.InteropServices;

using Harness.Transcripts.Format;
using Harness.Transcripts.Recording;
using Harness.Transport.Descriptors;
using Harness.Wire;

using Microsoft.Win32.SafeHandles;

namespace Harness.Cli.Recording;

/// <summary>
/// One client and the target's side of it. Bytes go on as they come, each chunk recorded before it is sent: whoever has a reply
/// has it in the transcript. Ends of one direction are passed on as such; a break ends both.
/// </summary>
internal sealed class ProxyConnection(IByteChannel client, IByteChannel server, ConnectionRecorder recorder) : IAsyncDisposable
{
    /// <summary>Runs until both directions have ended.</summary>
    public async Task RunAsync(CancellationToken cancel) => await Task.WhenAll(
        PumpAsync(client, server, recorder.FromClient, EndClient, cancel),
        PumpAsync(server, client, recorder.FromServer, EndServer, cancel));

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    private void EndClient(ChannelRead end) => recorder.ClientEnded(end.Kind == ChannelReadKind.Closed ? CloseNote.ClientEnded : CloseNote.ClientBroke(end.Detail));

    private void EndServer(ChannelRead end) => recorder.ServerEnded(end.Kind == ChannelReadKind.Closed ? CloseNote.ServerEnded : CloseNote.ServerBroke(end.Detail));

    private async Task PumpAsync(
        IByteChannel from, IByteChannel to, Action<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> record, Action<ChannelRead> end, CancellationToken cancel)
    {
        await Task.Yield();
        while (true)
        {
            ChannelRead read = await from.ReceiveAsync(Timeout.InfiniteTimeSpan, cancel);
            switch (read.Kind)
            {
                case ChannelReadKind.Bytes:
                    await PassAsync(from, to, read.Bytes, record, cancel);
                    break;
                case ChannelReadKind.Silence:
                    break;
                case ChannelReadKind.Closed:
                    end(read);
                    await to.EndOutputAsync(cancel);
                    return;
                default:
                    end(read);
                    await DisposeAsync();
                    return;
            }
        }
    }

    private static async ValueTask PassAsync(
        IByteChannel from, IByteChannel to, ReadOnlyMemory<byte> bytes, Action<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> record, CancellationToken cancel)
    {
        IReadOnlyList<SafeFileHandle> descriptors = from is IDescriptorChannel source ? source.TakeDescriptors() : [];
        try
        {
            record(bytes, DescriptorDescription.Of(descriptors));
            if (descriptors.Count > 0 && to is IDescriptorChannel sink)
            {
                await sink.SendAsync(bytes, descriptors, cancel);
            }
            else
            {
                await to.SendAsync(bytes, cancel);
            }
        }
        finally
        {
            foreach (SafeHandle descriptor in descriptors)
            {
                descriptor.Dispose();
            }
        }
    }
}
