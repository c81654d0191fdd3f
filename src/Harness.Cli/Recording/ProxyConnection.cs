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
    private int _broken;

    /// <summary>Runs until both directions have ended.</summary>
    /// <exception cref="IOException">The transcript cannot be written. Nothing is passed on that is not in it: both sides are ended.</exception>
    public async Task RunAsync(CancellationToken cancel) => await Task.WhenAll(
        PumpAsync(client, server, recorder.FromClient, EndClient, cancel),
        PumpAsync(server, client, recorder.FromServer, EndServer, cancel));

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }

    private void EndClient(ChannelRead end) => recorder.ClientEnded(
        end.Kind == ChannelReadKind.Closed ? CloseNote.ClientEnded : IsFirstBreak() ? CloseNote.ClientBroke(end.Detail) : CloseNote.ClientCutOff);

    private void EndServer(ChannelRead end) => recorder.ServerEnded(
        end.Kind == ChannelReadKind.Closed ? CloseNote.ServerEnded : IsFirstBreak() ? CloseNote.ServerBroke(end.Detail) : CloseNote.ServerCutOff);

    /// <summary>The second is the doing of this class.</summary>
    private bool IsFirstBreak() => Interlocked.Exchange(ref _broken, 1) == 0;

    private async Task PumpAsync(
        IByteChannel from, IByteChannel to, Action<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> record, Action<ChannelRead> end, CancellationToken cancel)
    {
        await Task.Yield();
        bool isOver = false;
        try
        {
            while (!isOver)
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
                        isOver = true;
                        break;
                    default:
                        end(read);
                        return;
                }
            }
        }
        catch (ObjectDisposedException) when (Volatile.Read(ref _broken) != 0)
        {
            // The other direction broke while this one was sending.
            end(new ChannelRead(ChannelReadKind.Broken, default));
        }
        finally
        {
            if (!isOver)
            {
                // The other direction must not wait for what will not come.
                await DisposeAsync();
            }
        }
    }

    private async ValueTask PassAsync(
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
                if (descriptors.Count > 0)
                {
                    recorder.Mark("file descriptors were not passed on: the other side is no unix socket");
                }

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
