namespace Harness.Cases.Language;

/// <summary>
/// Who opens the session of a case. The runner does, unless the case handles the opening of its first connection itself: it
/// expects the greeting there, or says <c>-- negotiate</c>, before it expects anything else there and before it reconnects.
/// What it sends, waits for or does on other connections meanwhile does not count. <c>session opened</c> or <c>session bare</c> among
/// the headers overrides the rule.
/// </summary>
internal static class SessionOpening
{
    /// <summary>True when the rule says that the runner opens the session.</summary>
    public static bool IsImplied(IReadOnlyList<Step> steps)
    {
        int connection = 0;
        foreach (Step step in steps)
        {
            switch (step)
            {
                case Step.UseConnection use:
                    connection = use.Number;
                    break;
                case Step.ExpectGreeting or Step.Negotiate when connection == 0:
                    return false;
                case Step.Send or Step.SendRaw or Step.Silence or Step.Advance or Step.EndOutput or Step.VerifyBytes or Step.ExpectNoEvent:
                    break;
                default:
                    if (connection == 0)
                    {
                        return true;
                    }

                    break;
            }
        }

        return true;
    }
}
