namespace Harness.Cli;

/// <summary>Something the user gave cannot be used: exit code 2 with this message, which says what to do.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public UsageException()
    {
    }
}
