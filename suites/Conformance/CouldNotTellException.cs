namespace Harness.Conformance;

/// <summary>Verdict <em>error</em>: the case says nothing about the peer.</summary>
public sealed class CouldNotTellException : Exception
{
    public CouldNotTellException(string message)
        : base(message)
    {
    }

    public CouldNotTellException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public CouldNotTellException()
    {
    }
}
