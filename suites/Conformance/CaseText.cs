using System.Text;

using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Conformance;

/// <summary>A result as a test's message: reason, expected, actual, exchange.</summary>
internal static class CaseText
{
    public static string Of(CaseResult result)
    {
        StringBuilder text = new(result.Reason);
        if (result.Expected is not null)
        {
            text.Append("\nexpected ").Append(result.Expected).Append("\nactual   ").Append(result.Actual);
        }

        foreach (ExchangeLine line in result.Exchange)
        {
            text.Append('\n').Append(line.Mark).Append(' ').Append(line.Text);
        }

        return PrintableText.Lines(text.ToString());
    }
}
