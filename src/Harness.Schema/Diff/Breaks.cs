namespace Harness.Schema.Diff;

/// <summary>Who stops working when a schema is replaced by another.</summary>
[Flags]
public enum Breaks
{
    /// <summary>Compatible: who does not know of the change does not notice it.</summary>
    Nothing = 0,

    /// <summary>A client written for the first schema fails at a server that follows the second.</summary>
    Clients = 1,

    /// <summary>A server written for the first schema fails a client that follows the second and uses nothing new that is optional in it.</summary>
    Servers = 2,
}
