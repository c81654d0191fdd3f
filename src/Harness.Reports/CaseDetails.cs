using System.Text;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>What test formats say of a case, the same in each.</summary>
internal static class CaseDetails
{
    /// <summary>Expected, actual and the exchange, a line each; empty where there is none of them.</summary>
    public static string Of(CaseResult result)
    {
        StringBuilder text = new();
        if (result.Expected is not null)
        {
            text.Append("expected: ").Append(result.Expected).Append('\n').Append("actual:   ").Append(result.Actual).Append('\n');
        }

        foreach (ExchangeLine line in result.Exchange)
        {
            text.Append(line.Mark).Append(' ').Append(line.Text).Append('\n');
        }

        return text.ToString();
    }

    public static string ClassOf(CaseResult result) => result.Command is null ? Words.Of(result.Kind) : $"{Words.Of(result.Kind)}.{result.Command}";
}
