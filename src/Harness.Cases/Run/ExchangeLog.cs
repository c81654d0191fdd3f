using Harness.Cases.Language;

namespace Harness.Cases.Run;

/// <summary>What went over the wires of one case, as it will be shown.</summary>
internal sealed class ExchangeLog(TimeProvider clock)
{
    /// <summary>Bytes of one line; what is longer is cut and says how long it was.</summary>
    private const int MaxShown = 16 * 1024;

    private readonly long _begin = clock.GetTimestamp();
    private readonly List<ExchangeLine> _lines = [];

    public IReadOnlyList<ExchangeLine> Lines => _lines;

    /// <param name="connection">0-based.</param>
    public void Add(string mark, int connection, ReadOnlySpan<byte> bytes) => _lines.Add(new ExchangeLine(mark, connection, ArrowText.Printable(bytes, MaxShown)) { At = Durations.WholeMicroseconds(clock.GetElapsedTime(_begin)) });

    /// <summary>Adds a note.</summary>
    public void Add(int connection, string note) => _lines.Add(new ExchangeLine("--", connection, note) { At = Durations.WholeMicroseconds(clock.GetElapsedTime(_begin)) });
}
