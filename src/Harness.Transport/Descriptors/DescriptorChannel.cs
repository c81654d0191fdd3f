using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Harness.Transport.Channels;

using Microsoft.Win32.SafeHandles;

namespace Harness.Transport.Descriptors;

/// <summary>A unix socket that also passes descriptors. Waiting is the socket's own; the bytes are then taken with <c>recvmsg</c>.</summary>
internal sealed class DescriptorChannel : SocketChannel, IDescriptorChannel
{
    /// <summary>How long one wait for room lasts before cancellation is looked at, in microseconds.</summary>
    private const int RoomPatience = 100_000;

    private readonly Queue<SafeFileHandle> _received = [];
    private readonly List<int> _numbers = [];
    private bool _isDisposed;

    public DescriptorChannel(Socket socket, TimeProvider clock)
        : base(socket, clock)
    {
        if (!OperatingSystem.IsLinux())
        {
            socket.Dispose();
            throw new PlatformNotSupportedException("descriptors are passed on Linux only");
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancel)
    {
        if (descriptors.Count == 0)
        {
            await SendAsync(bytes, cancel).ConfigureAwait(false);
            return;
        }

        if (bytes.IsEmpty || descriptors.Count > IDescriptorChannel.MaxDescriptors)
        {
            throw new ArgumentException($"descriptors travel with at least one byte, {IDescriptorChannel.MaxDescriptors} of them at most");
        }

        try
        {
            int sent = Send(bytes.Span, descriptors);
            while (sent < 0)
            {
                await RoomAsync(cancel).ConfigureAwait(false);
                sent = Send(bytes.Span, descriptors);
            }

            if (sent < bytes.Length)
            {
                await SendAsync(bytes[sent..], cancel).ConfigureAwait(false);
            }
        }
        catch (SocketException e)
        {
            Note(e);
        }
    }

    public async ValueTask SendWithDescriptorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        using SafeFileHandle nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        await SendAsync(bytes, [nothing], cancel).ConfigureAwait(false);
    }

    public IReadOnlyList<SafeFileHandle> TakeDescriptors()
    {
        lock (_received)
        {
            SafeFileHandle[] taken = [.. _received];
            _received.Clear();
            return taken;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        lock (_received)
        {
            _isDisposed = true;
        }

        foreach (SafeFileHandle untaken in TakeDescriptors())
        {
            untaken.Dispose();
        }
    }

    /// <summary>A read of nothing waits for something to be there.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<int> Read(Memory<byte> buffer)
    {
        while (true)
        {
            await Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
            int received = ControlMessages.Receive(Socket.SafeHandle, buffer.Span, _numbers);
            Keep();
            if (received >= 0)
            {
                return received;
            }
        }
    }

    private int Send(ReadOnlySpan<byte> bytes, IReadOnlyList<SafeHandle> descriptors)
    {
        Span<int> numbers = stackalloc int[descriptors.Count];
        int held = 0;
        try
        {
            foreach (SafeHandle descriptor in descriptors)
            {
                bool isHeld = false;
                descriptor.DangerousAddRef(ref isHeld);
                numbers[held++] = (int)descriptor.DangerousGetHandle();
            }

            return ControlMessages.Send(Socket.SafeHandle, bytes, numbers);
        }
        finally
        {
            for (int i = 0; i < held; i++)
            {
                descriptors[i].DangerousRelease();
            }
        }
    }

    /// <summary>A full socket when descriptors are to be sent is rare, and the library waits for room only with bytes of its own: a thread does.</summary>
    private Task RoomAsync(CancellationToken cancel) => Task.Factory.StartNew(
        () =>
        {
            while (!Socket.Poll(RoomPatience, SelectMode.SelectWrite))
            {
                cancel.ThrowIfCancellationRequested();
            }
        },
        cancel,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private void Keep()
    {
        lock (_received)
        {
            foreach (int number in _numbers)
            {
                _received.Enqueue(new SafeFileHandle(number, ownsHandle: true));
                if (_isDisposed || _received.Count > IDescriptorChannel.MaxDescriptors)
                {
                    _received.Dequeue().Dispose();
                }
            }

            _numbers.Clear();
        }
    }
}
