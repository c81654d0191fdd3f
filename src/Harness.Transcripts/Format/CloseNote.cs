namespace Harness.Transcripts.Format;

/// <summary>Notes of <c>close</c> records: who ended what, and how.</summary>
public static class CloseNote
{
    /// <summary>The client sends nothing more.</summary>
    public const string ClientEnded = "client ended its output";

    /// <summary>The client closed the connection.</summary>
    public const string ClientClosed = "client closed";

    /// <summary>The server sends nothing more.</summary>
    public const string ServerEnded = "server ended its output";

    /// <summary>The server's side broke, and whoever stood between ended the client's.</summary>
    public const string ClientCutOff = "client cut off";

    /// <summary>The client's side broke, and whoever stood between ended the server's.</summary>
    public const string ServerCutOff = "server cut off";

    private const string ClientBrokePrefix = "client broke: ";
    private const string ServerBrokePrefix = "server broke: ";

    public static string ClientBroke(string? how) => ClientBrokePrefix + (how ?? "no reason given");

    public static string ServerBroke(string? how) => ServerBrokePrefix + (how ?? "no reason given");

    /// <summary>True where the client's side ended, in whatever way.</summary>
    public static bool IsClients(string? note) => note is ClientEnded or ClientClosed or ClientCutOff || note?.StartsWith(ClientBrokePrefix, StringComparison.Ordinal) == true;

    public static bool IsServerBreak(string? note) => note?.StartsWith(ServerBrokePrefix, StringComparison.Ordinal) == true;
}
