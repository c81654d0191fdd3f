namespace Harness.Cli.Verifying;

/// <summary>What the user asked of <c>verify</c>, as given.</summary>
internal sealed record VerifySettings
{
    public required string File { get; init; }

    public required string Target { get; init; }

    public string? Spec { get; init; }

    /// <summary>Replace the file by what the target answered.</summary>
    public bool Update { get; init; }

    public bool Redact { get; init; } = true;

    /// <summary>Words of differences that do not count.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    public bool Json { get; init; }

    public ulong Seed { get; init; } = 1;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
}
