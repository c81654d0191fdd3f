using Harness.Wire;

namespace Harness.Emulator;

/// <summary>
/// A client's end of an emulator's connection in the same process. On a virtual clock waiting takes no time: the clock moves
/// to whatever is due next, or over the whole patience. On a real clock it waits, and runs what becomes due.
/// </summary>
public sealed class EmulatorChannel : IDescriptorSender
{
    private readonly EmulatorConnection _connection;
    private volatile TaskCompletionSource _signal = NewSignal();

    public EmulatorChannel(EmulatorConnection connection)
    {
        _connection = connection;
        connection.OutputReady += Wake;
    }

    private Emulator Emulator => _connection.Emulator;

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _connection.Receive(bytes);
        return ValueTask.CompletedTask;
    }

    /// <summary>The descriptor is one of the emulator's own world: the host has none.</summary>
    public ValueTask SendWithDescriptorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _connection.PassInvented();
        return SendAsync(bytes, cancel);
    }

    public ValueTask EndOutputAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _connection.EndInput();
        return ValueTask.CompletedTask;
    }

    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (TryReceive() is { } read)
        {
            return new ValueTask<ChannelRead>(read);
        }

        return Emulator.Clock is { } clock ? Wait(patience, clock, cancel) : new ValueTask<ChannelRead>(PassTime(patience));
    }

    public ValueTask DisposeAsync()
    {
        _connection.OutputReady -= Wake;
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake() => _signal.TrySetResult();

    private ChannelRead? TryReceive()
    {
        ReadOnlyMemory<byte> bytes = _connection.TakeOutput();
        return !bytes.IsEmpty ? new ChannelRead(ChannelReadKind.Bytes, bytes) : _connection.IsClosed ? ChannelRead.Closed : null;
    }

    /// <summary>With infinite patience the clock stops at the last thing that is due: nothing else can come by itself.</summary>
    private ChannelRead PassTime(TimeSpan patience)
    {
        bool forever = patience == Timeout.InfiniteTimeSpan;
        TimeSpan left = patience;
        while (Emulator.NextDue is { } due && (forever || due <= left))
        {
            Emulator.Advance(due);
            left -= forever ? TimeSpan.Zero : due;
            if (TryReceive() is { } read)
            {
                return read;
            }
        }

        if (!forever)
        {
            Emulator.Advance(left);
        }

        return ChannelRead.Silence;
    }

    private async ValueTask<ChannelRead> Wait(TimeSpan patience, TimeProvider clock, CancellationToken cancel)
    {
        bool forever = patience == Timeout.InfiniteTimeSpan;
        long start = clock.GetTimestamp();
        while (true)
        {
            _signal = NewSignal();
            Emulator.RunDue();
            if (TryReceive() is { } read)
            {
                return read;
            }

            TimeSpan left = forever ? Timeout.InfiniteTimeSpan : patience - clock.GetElapsedTime(start);
            if (!forever && left <= TimeSpan.Zero)
            {
                return ChannelRead.Silence;
            }

            await SignalOrTimeout(Emulator.NextDue is { } due && (forever || due < left) ? due : left, clock, cancel).ConfigureAwait(false);
        }
    }

    private async Task SignalOrTimeout(TimeSpan time, TimeProvider clock, CancellationToken cancel)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(_signal.Task, Task.Delay(time, clock, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }
}
