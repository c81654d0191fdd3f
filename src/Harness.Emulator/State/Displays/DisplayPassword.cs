using System.Globalization;

namespace Harness.Emulator.State.Displays;

/// <summary>The password of a display server, and how long it is valid.</summary>
internal sealed class DisplayPassword(string? initial)
{
    /// <summary>Seconds since 1970; null for never.</summary>
    private ulong? _expires;

    /// <summary>Null where none was set: then no client comes in.</summary>
    public string? Value { get; private set; } = initial;

    /// <summary>Sets it, which leaves the time that it is valid.</summary>
    public void Set(string value) => Value = value;

    /// <summary>Sets how long it is valid; what is no time is one long past, as QEMU reads it.</summary>
    /// <param name="time">As the command expire_password has it.</param>
    /// <param name="now">Since 1970.</param>
    public void Expire(string time, TimeSpan now) => _expires = time switch
    {
        "never" => null,
        "now" => 0,
        ['+', ..] => (ulong)now.TotalSeconds + Seconds(time.AsSpan(1)),
        _ => Seconds(time),
    };

    /// <summary>Whether a client that gives this password comes in.</summary>
    /// <param name="now">Since 1970.</param>
    public bool Admits(string? given, TimeSpan now) => Value is not null && given == Value && (_expires is not { } end || (ulong)now.TotalSeconds <= end);

    /// <summary>The number that a text begins with; 0 for none. More seconds than a long has are as good as for ever.</summary>
    private static ulong Seconds(ReadOnlySpan<char> text)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> number = digits < 0 ? text : text[..digits];
        return number.IsEmpty ? 0
            : long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? (ulong)seconds
            : long.MaxValue;
    }
}
