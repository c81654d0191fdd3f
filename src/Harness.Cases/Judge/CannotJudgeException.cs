namespace Harness.Cases.Judge;

/// <summary>The harness could not tell whether a value fits its type: verdict <em>error</em>, never <em>pass</em> and never <em>fail</em>.</summary>
public sealed class CannotJudgeException : InvalidOperationException
{
    public CannotJudgeException(string message)
        : base(message)
    {
    }

    public CannotJudgeException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public CannotJudgeException()
    {
    }
}
