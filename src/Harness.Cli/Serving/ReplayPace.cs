using System.Globalization;

namespace Harness.Cli.Serving;

/// <summary>How fast a transcript is replayed.</summary>
/// <param name="Factor">Times the recorded speed; infinite for as fast as the client goes.</param>
internal readonly record struct ReplayPace(double Factor)
{
    /// <summary><c>max</c>, <c>recorded</c> or <c>xN</c>.</summary>
    /// <exception cref="UsageException">None of these.</exception>
    public static ReplayPace Parse(string text) => text switch
    {
        "max" => new ReplayPace(double.PositiveInfinity),
        "recorded" => new ReplayPace(1),
        ['x', .. string factor] when double.TryParse(factor, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double n) && n > 0 => new ReplayPace(n),
        _ => throw new UsageException($"--speed {text}: give max, recorded, or xN for N times as fast, e.g. x10"),
    };

    public TimeSpan Of(TimeSpan recorded) => double.IsInfinity(Factor) ? TimeSpan.Zero : recorded / Factor;
}
