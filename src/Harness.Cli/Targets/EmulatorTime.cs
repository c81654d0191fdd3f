using Harness.Emulator;

namespace Harness.Cli.Targets;

/// <summary>An emulator's virtual clock as the library has clocks. Nothing can wait on it.</summary>
internal sealed class EmulatorTime(Emulator.Emulator emulator) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => emulator.Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => EmulatorOptions.VirtualStart + emulator.Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("a virtual clock moves when it is moved");
}
