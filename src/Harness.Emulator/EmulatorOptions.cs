namespace Harness.Emulator;

/// <summary>What an emulator is started with. The same options, schema and input give the same bytes, as long as the clock is virtual.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The machine's initial state.</summary>
    public MachineDefinition Machine { get; init; } = MachineDefinition.Default;

    /// <summary>
    /// The clock of timestamps and of everything that takes time. Null for a virtual clock, which stands at
    /// <see cref="VirtualStart"/> and moves by <see cref="Emulator.Advance"/> alone.
    /// </summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Id of a <see cref="Mutant"/>: a way to be wrong on purpose. Null for the emulator that keeps to the protocol.</summary>
    public string? Mutant { get; init; }

    /// <summary>Seed of everything that the machine makes up.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Offers the capability <c>oob</c> and takes it in <c>qmp_capabilities</c>, whether the schema knows it or not;
    /// and has the test command <c>x-oob-test</c>.
    /// </summary>
    public bool OutOfBand { get; init; } = true;

    /// <summary>What the greeting and <c>query-version</c> say; null for the machine's own.</summary>
    public EmulatorVersion? Version { get; init; }

    /// <summary>
    /// Bytes of output that a connection holds for a client that does not read. Beyond it the oldest events are dropped and
    /// no more requests are read; replies are never dropped.
    /// </summary>
    public int OutputLimit { get; init; } = 1 << 20;

    /// <summary>Where the virtual clock starts: the day on which QEMU 2.3.0 came out.</summary>
    public static DateTimeOffset VirtualStart { get; } = new(2015, 4, 24, 0, 0, 0, TimeSpan.Zero);
}
