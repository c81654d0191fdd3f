using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

using Harness.Wire;

namespace Harness.Transport.Channels;

/// <summary>
/// Reads with a bound on the waiting. A read that outlives its wait goes on, and the next wait finds what it brought: nothing is
/// lost to impatience or cancellation. One wait at a time; a wait allocates nothing and blocks no thread.
/// </summary>
internal sealed class PatientReader : IValueTaskSource<ChannelRead>, IDisposable
{
    /// <summary>A year: far from where timestamps overflow.</summary>
    private const double LongestSeconds = 366 * 86400.0;

    private readonly Func<Memory<byte>, ValueTask<int>> _read;
    private readonly Func<Exception?, ChannelRead> _end;
    private readonly TimeProvider _clock;
    private readonly Memory<byte> _buffer;
    private readonly Lock _gate = new();
    private readonly Action _onRead;
    private readonly ITimer _timer;

    private ManualResetValueTaskSourceCore<ChannelRead> _wait;
    private bool _isWaiting;
    private CancellationToken _cancel;
    private CancellationTokenRegistration _registration;

    /// <summary>Timestamps of the clock. The timer may fire before the deadline and is then set again: most waits leave it alone.</summary>
    private long _deadline;
    private long _timerDue = long.MaxValue;

    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _reading;
    private bool _isReading;
    private ChannelRead? _arrived;
    private ChannelRead? _ended;

    /// <param name="read">Begins a read into the memory; 0 bytes for the end. Begun only when the one before has ended.</param>
    /// <param name="end">What the end of the input, or the exception that was it, means.</param>
    public PatientReader(int bufferBytes, TimeProvider clock, Func<Memory<byte>, ValueTask<int>> read, Func<Exception?, ChannelRead> end)
    {
        _read = read;
        _end = end;
        _clock = clock;
        _buffer = GC.AllocateUninitializedArray<byte>(bufferBytes);
        _onRead = OnRead;
        _timer = clock.CreateTimer(static reader => ((PatientReader)reader!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>See <see cref="IByteChannel.ReceiveAsync"/>. Once the input has ended, each call says so.</summary>
    /// <exception cref="InvalidOperationException">Another receive is waiting.</exception>
    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ChannelRead>(cancel);
        }

        lock (_gate)
        {
            if (_isWaiting)
            {
                throw new InvalidOperationException("a receive is waiting already");
            }

            if (TryTake(out ChannelRead read))
            {
                return new ValueTask<ChannelRead>(read);
            }

            if (patience <= TimeSpan.Zero && patience != Timeout.InfiniteTimeSpan)
            {
                return new ValueTask<ChannelRead>(ChannelRead.Silence);
            }

            return Wait(patience, cancel);
        }
    }

    /// <summary>Ends the input for good; a receive that waits gets that as its answer.</summary>
    public void Dispose()
    {
        ChannelRead end = new(ChannelReadKind.Broken, default, "the channel was disposed");
        lock (_gate)
        {
            _ended ??= end;
            _arrived = null;
            _timer.Dispose();
            if (!TryEndWait())
            {
                return;
            }
        }

        _wait.SetResult(end);
    }

    ChannelRead IValueTaskSource<ChannelRead>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ChannelRead>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<ChannelRead>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private bool TryTake(out ChannelRead read)
    {
        if (_ended is null && _arrived is null && !_isReading)
        {
            BeginRead();
        }

        read = _arrived ?? _ended ?? default;
        _arrived = null;
        return read.Kind != ChannelReadKind.Bytes || !read.Bytes.IsEmpty;
    }

    private void BeginRead()
    {
        try
        {
#pragma warning disable CA2012 // The awaiter is kept and asked for its result once, in FinishRead: what an await does, without its allocation.
            _reading = _read(_buffer).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
        }
        catch (Exception e) when (IsEnd(e))
        {
            _ended = _end(e);
            return;
        }

        if (_reading.IsCompleted)
        {
            Keep(FinishRead());
            return;
        }

        _isReading = true;
        _reading.UnsafeOnCompleted(_onRead);
    }

    private ChannelRead FinishRead()
    {
        try
        {
            int count = _reading.GetResult();
            return count > 0 ? new ChannelRead(ChannelReadKind.Bytes, _buffer[..count]) : _end(null);
        }
        catch (Exception e) when (IsEnd(e))
        {
            return _end(e);
        }
    }

    private void Keep(ChannelRead read)
    {
        if (read.Kind != ChannelReadKind.Bytes)
        {
            _ended ??= read;
        }
        else if (_ended is null)
        {
            _arrived = read;
        }
    }

    private ValueTask<ChannelRead> Wait(TimeSpan patience, CancellationToken cancel)
    {
        _wait.Reset();
        _isWaiting = true;
        _cancel = cancel;
        _registration = cancel.UnsafeRegister(static reader => ((PatientReader)reader!).OnCancelled(), this);
        SetDeadline(patience);
        return new ValueTask<ChannelRead>(this, _wait.Version);
    }

    private void SetDeadline(TimeSpan patience)
    {
        if (patience == Timeout.InfiniteTimeSpan)
        {
            _deadline = long.MaxValue;
            return;
        }

        _deadline = _clock.GetTimestamp() + (long)(Math.Min(patience.TotalSeconds, LongestSeconds) * _clock.TimestampFrequency);
        if (_deadline < _timerDue)
        {
            SetTimer(patience);
        }
    }

    /// <summary>Timers count whole milliseconds: a rest of one is rounded up, or the timer would fire over and over.</summary>
    private void SetTimer(TimeSpan left)
    {
        _timerDue = _deadline;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    private void OnRead()
    {
        ChannelRead read;
        lock (_gate)
        {
            _isReading = false;
            read = FinishRead();
            if (!TryEndWait())
            {
                Keep(read);
                return;
            }

            _ended ??= read.Kind == ChannelReadKind.Bytes ? null : read;
        }

        _wait.SetResult(read);
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            _timerDue = long.MaxValue;
            if (!_isWaiting || _deadline == long.MaxValue)
            {
                return;
            }

            TimeSpan left = _clock.GetElapsedTime(_clock.GetTimestamp(), _deadline);
            if (left > TimeSpan.Zero)
            {
                SetTimer(left);
                return;
            }

            TryEndWait();
        }

        _wait.SetResult(ChannelRead.Silence);
    }

    /// <summary>A late call of an earlier wait's token finds a token that is not cancelled. What waits does not go on inside of the cancelling call.</summary>
    private void OnCancelled()
    {
        CancellationToken cancel;
        lock (_gate)
        {
            cancel = _cancel;
            if (!cancel.IsCancellationRequested || !TryEndWait())
            {
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static work => work.Reader._wait.SetException(new OperationCanceledException(work.Cancel)), (Reader: this, Cancel: cancel), preferLocal: false);
    }

    private bool TryEndWait()
    {
        bool waiting = _isWaiting;
        _isWaiting = false;
        if (waiting)
        {
            _registration.Unregister();
            _registration = default;
            _cancel = default;
        }

        return waiting;
    }

    private static bool IsEnd(Exception exception) =>
        exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException;
}
