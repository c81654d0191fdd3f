namespace Harness.Emulator.State;

/// <summary>QAPI <c>RunState</c>: what a machine is doing, in the order of the documentation of <c>query-status</c>.</summary>
internal enum RunStatus
{
    Debug,
    InMigrate,
    InternalError,
    IoError,
    Paused,
    PostMigrate,
    PreLaunch,
    FinishMigrate,
    RestoreVm,
    Running,
    SaveVm,
    Shutdown,
    Suspended,
    Watchdog,
    GuestPanicked,
}

internal static class RunStatuses
{
    /// <summary>As on the wire, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "debug", "inmigrate", "internal-error", "io-error", "paused", "postmigrate", "prelaunch", "finish-migrate",
        "restore-vm", "running", "save-vm", "shutdown", "suspended", "watchdog", "guest-panicked",
    ];

    public static string WireName(this RunStatus status) => Names[(int)status];
}
