using System.Globalization;

namespace Harness.Cases.Language;

/// <summary>Times as people write them: <c>100ms</c>, <c>1.5s</c>, <c>2min</c>, <c>50us</c>.</summary>
internal static class Durations
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly (string Name, long Ticks)[] Units =
        [("us", TimeSpan.TicksPerMicrosecond), ("ms", TimeSpan.TicksPerMillisecond), ("min", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond)];

    /// <summary>Null for what is no time, or one of more than <see cref="Longest"/>.</summary>
    public static TimeSpan? Parse(string text)
    {
        (string name, long ticks) = Units.FirstOrDefault(u => text.EndsWith(u.Name, StringComparison.Ordinal));
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint;
        if (name is null || !decimal.TryParse(text[..^name.Length], Plain, CultureInfo.InvariantCulture, out decimal count) || count > 1_000_000_000)
        {
            return null;
        }

        TimeSpan time = TimeSpan.FromTicks((long)(count * ticks));
        return time <= Longest ? time : null;
    }

    /// <summary>The shortest spelling that <see cref="Parse"/> reads back exactly.</summary>
    public static string Write(TimeSpan time)
    {
        (string name, long ticks) = Units.OrderByDescending(u => u.Ticks).First(u => time.Ticks % u.Ticks == 0 || u.Name == "us");
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)time.Ticks / ticks}{name}");
    }

    /// <summary>The precision of results: what is written and read back is what was reported.</summary>
    public static TimeSpan WholeMicroseconds(TimeSpan time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond));
}
