namespace Harness.Cases.Run;

/// <summary>How waiting on a connection ended.</summary>
internal enum WaitEnd
{
    /// <summary>What was waited for is there.</summary>
    Ready,

    /// <summary>The time was over.</summary>
    Silence,

    /// <summary>The server ended the connection.</summary>
    Ended,

    /// <summary>The server sent what it must not; <see cref="ScriptPlayerConnection.Violation"/> says what.</summary>
    Violation,
}
