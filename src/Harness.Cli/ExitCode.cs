namespace Harness.Cli;

/// <summary>What the process ends with: a contract with scripts and CI.</summary>
internal static class ExitCode
{
    /// <summary>All that was selected passed, or failed as the baseline says.</summary>
    public const int Success = 0;

    /// <summary>Nonconformance, divergence, finding, or a stale baseline entry.</summary>
    public const int Nonconformance = 1;

    /// <summary>Usage, configuration, spec, fixture or file-format error.</summary>
    public const int Usage = 2;

    /// <summary>The target was unreachable, crashed or hung, or the harness failed.</summary>
    public const int CouldNotMeasure = 3;

    /// <summary>Nothing selected, or fewer cases than demanded.</summary>
    public const int NothingSelected = 4;

    public const int Interrupted = 130;
}
