namespace Harness.Cases.Verify;

/// <summary>Why a value does not fit a pattern.</summary>
/// <param name="Path">The member concerned, e.g. <c>return[0].device</c>; empty for the value itself.</param>
/// <param name="What">Goes on after the member's name: <c>is "paused", expected "running"</c>.</param>
internal sealed record Mismatch(string Path, string What)
{
    /// <summary>For people, one line.</summary>
    /// <param name="subject">What was looked at: <c>reply</c>, <c>event STOP</c>.</param>
    public string About(string subject) => Path.Length == 0 ? $"{subject} {What}" : $"{subject} member '{Path}' {What}";
}
