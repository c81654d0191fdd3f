namespace Harness.Emulator.State.Migrating;

/// <summary>QAPI <c>MigrationStatus</c>: how far a migration is. Nothing here stays in <see cref="Cancelling"/>: to cancel takes no time.</summary>
internal enum MigrationStatus
{
    None,
    Setup,
    Cancelling,
    Cancelled,
    Active,
    Completed,
    Failed,
}

internal static class MigrationStatuses
{
    /// <summary>As on the wire, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } = ["none", "setup", "cancelling", "cancelled", "active", "completed", "failed"];

    public static string WireName(this MigrationStatus status) => Names[(int)status];
}
