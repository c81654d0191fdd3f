using Harness.Emulator.Output;

namespace Harness.Emulator.State.Block;

/// <summary>A snapshot that is kept inside an image: QAPI <c>SnapshotInfo</c>.</summary>
/// <param name="StateSize">Of the saved machine, in bytes; 0 for a snapshot of the disk alone.</param>
/// <param name="Seconds">When it was taken, since 1970.</param>
/// <param name="ClockSeconds">The machine's clock then, since it was started.</param>
internal sealed record InternalSnapshot(string Id, string Name, long StateSize, long Seconds, long Nanoseconds, long ClockSeconds, long ClockNanoseconds)
{
    public static InternalSnapshot Read(MachineSection section) => new(
        section.RequiredString("id"),
        section.RequiredString("name"),
        section.Int("vm-state-size", 0, 0),
        section.Int("date-sec", 0),
        section.Int("date-nsec", 0, 0, 999_999_999),
        section.Int("vm-clock-sec", 0, 0),
        section.Int("vm-clock-nsec", 0, 0, 999_999_999));

    public static InternalSnapshot Take(string id, string name, TimeSpan sinceEpoch, TimeSpan sinceStart) => new(
        id, name, 0, WholeSeconds(sinceEpoch), Rest(sinceEpoch), WholeSeconds(sinceStart), Rest(sinceStart));

    public void Write(DataWriter data)
    {
        data.String("id", Id);
        data.String("name", Name);
        data.Int("vm-state-size", StateSize);
        data.Int("date-sec", Seconds);
        data.Int("date-nsec", Nanoseconds);
        data.Int("vm-clock-sec", ClockSeconds);
        data.Int("vm-clock-nsec", ClockNanoseconds);
    }

    private static long WholeSeconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerSecond;

    private static long Rest(TimeSpan time) => time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
}
