namespace Harness.Emulator.Clock;

/// <summary>The machine's time: virtual, or that of a <see cref="TimeProvider"/>.</summary>
internal sealed class EmulatorClock(TimeProvider? provider)
{
    private readonly long _origin = provider?.GetTimestamp() ?? 0;
    private TimeSpan _virtual;

    public bool IsVirtual => provider is null;

    /// <summary>Since the machine started; never goes back.</summary>
    public TimeSpan Elapsed => provider is null ? _virtual : provider.GetElapsedTime(_origin);

    /// <summary>Since the Unix epoch, for timestamps.</summary>
    public TimeSpan SinceEpoch => provider is null
        ? EmulatorOptions.VirtualStart - DateTimeOffset.UnixEpoch + _virtual
        : provider.GetUtcNow() - DateTimeOffset.UnixEpoch;

    /// <summary>Moves a virtual clock on.</summary>
    public void MoveTo(TimeSpan elapsed)
    {
        if (!IsVirtual || elapsed < _virtual)
        {
            throw new InvalidOperationException($"the clock cannot be moved from {_virtual} to {elapsed}");
        }

        _virtual = elapsed;
    }
}
