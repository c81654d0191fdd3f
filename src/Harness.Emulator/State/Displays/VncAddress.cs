using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Harness.Emulator.State.Displays;

/// <summary>Where a VNC server listens, as the option <c>-vnc</c> has it.</summary>
/// <param name="End">Null for nowhere.</param>
/// <param name="AsksPassword">Whether the option <c>password</c> is on.</param>
internal sealed record VncAddress(NetworkEnd? End, bool AsksPassword)
{
    /// <summary>Port of display 0.</summary>
    private const int FirstPort = 5900;

    /// <summary>Reads <c>none</c>, <c>unix:PATH</c> or <c>HOST:DISPLAY</c>, and options behind commas.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VncAddress? address)
    {
        string[] parts = text.Split(',');
        bool password = parts[1..].Any(o => o is "password" or "password=on");
        address = parts[0] == "none" ? new VncAddress(null, password)
            : TryParseEnd(parts[0], out NetworkEnd? end) ? new VncAddress(end, password)
            : null;
        return address is not null;
    }

    private static bool TryParseEnd(string text, [NotNullWhen(true)] out NetworkEnd? end)
    {
        end = null;
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            end = text.Length > 5 ? new NetworkEnd("", text[5..], "unix") : null;
            return end is not null;
        }

        int colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int display) || display > ushort.MaxValue - FirstPort)
        {
            return false;
        }

        string host = text[..colon];
        bool bracketed = host is ['[', .., ']'];
        end = new NetworkEnd(
            host.Length == 0 ? "0.0.0.0" : bracketed ? host[1..^1] : host,
            (FirstPort + display).ToString(CultureInfo.InvariantCulture),
            bracketed ? "ipv6" : "ipv4");
        return true;
    }
}
