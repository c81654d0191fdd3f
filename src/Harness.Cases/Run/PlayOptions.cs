namespace Harness.Cases.Run;

/// <summary>How a script is played.</summary>
public sealed record PlayOptions
{
    /// <summary>What a message may take to come.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing must come where a case says that something does not.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Keeps the exchange of cases that passed, too.</summary>
    public bool KeepExchange { get; init; }

    /// <summary>Measures deadlines on real channels and how long a case took.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
