using System.Globalization;
using System.Text;

using Harness.Transcripts.Compare;

namespace Harness.Transcripts.Replay;

/// <summary>A request that the transcript does not have, or not there.</summary>
/// <param name="Connection">1-based.</param>
/// <param name="Request">What the client sent.</param>
/// <param name="Why">For people.</param>
/// <param name="Nearest">The recorded request that is most like it; empty for none.</param>
/// <param name="NearestNumber">Number of its record.</param>
/// <param name="Differences">Between that and what was sent.</param>
/// <param name="Answered">True when it was answered from the schema.</param>
public sealed record ReplayMiss(
    int Connection, ReadOnlyMemory<byte> Request, string Why, ReadOnlyMemory<byte> Nearest, long NearestNumber, IReadOnlyList<Difference> Differences, bool Answered)
{
    private const int MostShown = 2000;

    /// <summary>Several lines, for people.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"connection {Connection}: {Why}{(Answered ? "; answered from the schema" : "")}\n  sent     {Show(Request)}\n");
        if (!Nearest.IsEmpty)
        {
            text.Append(CultureInfo.InvariantCulture, $"  nearest  {Show(Nearest)}   (record {NearestNumber})\n");
            foreach (Difference difference in Differences)
            {
                text.Append(CultureInfo.InvariantCulture, $"  differs  {difference}\n");
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Show(ReadOnlyMemory<byte> bytes) => Export.PrintableBytes.Of(bytes.Span, MostShown);
}
