namespace Harness.Emulator.State.Migrating;

/// <summary>
/// A machine that waits for its state to come from another; <c>"incoming": "defer"</c> where the address is to be told, else
/// the address itself.
/// </summary>
internal sealed class IncomingMigration
{
    private readonly NamedDescriptors _descriptors;

    public IncomingMigration(string? incoming, RunState runState, NamedDescriptors descriptors)
    {
        _descriptors = descriptors;
        IsDeferred = incoming == "defer";
        Uri = IsDeferred ? null : incoming;
        if (incoming is not null)
        {
            runState.Enter(RunStatus.InMigrate);
        }
    }

    /// <summary>Started to be told the address by a command.</summary>
    public bool IsDeferred { get; }

    /// <summary>Where it listens; null where it does not.</summary>
    public string? Uri { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <param name="monitor">The connection that tells the address.</param>
    /// <returns>Why it cannot; null when it does.</returns>
    public string? Listen(string uri, MonitorSession monitor)
    {
        string? why = !IsDeferred ? "For use with '-incoming defer'"
            : Uri is not null ? "The incoming migration has already been started"
            : MigrationUri.WhyNot(uri, _descriptors, monitor);
        Uri = why is null ? uri : Uri;
        return why;
    }
}
