namespace Harness.Cli.Recording;

/// <summary>What the user asked of <c>record</c>, as given.</summary>
internal sealed record RecordSettings
{
    public required string Listen { get; init; }

    public bool AnyAddress { get; init; }

    public required string Target { get; init; }

    public required string Output { get; init; }

    public bool Force { get; init; }

    public bool Redact { get; init; } = true;

    public string? Spec { get; init; }

    public string Profile { get; init; } = "qemu";

    public ulong Seed { get; init; } = 1;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
