using Harness.Emulator.State;
using Harness.Wire;

namespace Harness.Emulator;

/// <summary>
/// Serves an emulator to accepted connections and lets its time pass: on a real clock a timer runs what is due; on a virtual
/// clock what is scheduled happens as soon as nothing else does. One server an emulator.
/// </summary>
public sealed class EmulatorServer : IDisposable
{
    private readonly Emulator _emulator;
    private readonly ITimer _timer;

    public EmulatorServer(Emulator emulator)
    {
        _emulator = emulator;
        _timer = (emulator.Clock ?? TimeProvider.System).CreateTimer(_ => PassTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        emulator.Acted += SetTimer;
        SetTimer();
    }

    /// <summary>
    /// Serves one connection until either side ends it or <paramref name="cancel"/> asks for the end. The channel remains the
    /// caller's. A client that does not read is not read from either; see <see cref="EmulatorOptions.OutputLimit"/>.
    /// </summary>
    public Task ServeAsync(IByteChannel channel, CancellationToken cancel) => ServeAsync(channel, static () => [], cancel);

    /// <summary>Serves one connection over which file descriptors come as well.</summary>
    /// <param name="descriptors">Hands out, once, those that came with the bytes received last.</param>
    public async Task ServeAsync(IByteChannel channel, Func<IReadOnlyList<HostDescriptor>> descriptors, CancellationToken cancel)
    {
        using EmulatorConnection connection = _emulator.Connect();
        using ServedConnection served = new(connection, channel, descriptors);
        await served.RunAsync(cancel).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _emulator.Acted -= SetTimer;
        _timer.Dispose();
    }

    private void PassTime()
    {
        if (!_emulator.IsVirtualTime)
        {
            _emulator.RunDue();
        }
        else if (_emulator.NextDue is { } due)
        {
            _emulator.Advance(due);
        }

        SetTimer();
    }

    private void SetTimer()
    {
        TimeSpan? due = _emulator.NextDue;
        _timer.Change(due is null ? Timeout.InfiniteTimeSpan : _emulator.IsVirtualTime ? TimeSpan.Zero : due.Value, Timeout.InfiniteTimeSpan);
    }
}
