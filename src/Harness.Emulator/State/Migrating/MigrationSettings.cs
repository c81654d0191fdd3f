namespace Harness.Emulator.State.Migrating;

/// <summary>What clients set about migrations, before one or while one runs.</summary>
internal sealed class MigrationSettings
{
    public const string Xbzrle = "xbzrle";
    public const string PinAll = "rdma-pin-all";
    public const string AutoConverge = "auto-converge";

    private const long DefaultCacheSize = 64L * 1024 * 1024;
    private const long DefaultSpeed = 32L * 1024 * 1024;
    private const long DefaultLink = 1_250_000_000;

    private readonly HashSet<string> _on;
    private readonly long _link;

    public MigrationSettings(MachineSection section)
    {
        _on = new HashSet<string>(section.Strings("capabilities"), StringComparer.Ordinal);
        if (_on.FirstOrDefault(name => !Capabilities.Contains(name)) is not null)
        {
            throw section.Wrong("capabilities", $"an array of {string.Join(", ", Capabilities)}");
        }

        CacheSize = section.Int("cache-size", DefaultCacheSize, 1);
        Speed = section.Int("speed", DefaultSpeed, 0);
        SetDowntime(section.Number("max-downtime", 0.3));
        _link = section.Int("link-speed", DefaultLink, 1);
    }

    /// <summary>QAPI <c>MigrationCapability</c>, in its order.</summary>
    public static IReadOnlyList<string> Capabilities { get; } = [Xbzrle, PinAll, AutoConverge, "zero-blocks"];

    /// <summary>Bytes of the cache of XBZRLE, a power of two.</summary>
    public long CacheSize { get; set; }

    /// <summary>The most bytes in a second; 0 for as many as the network takes.</summary>
    public long Speed { get; set; }

    /// <summary>How long the guest may stand still.</summary>
    public TimeSpan Downtime { get; private set; }

    /// <summary>Bytes in a second that are really sent.</summary>
    public long Pace => Speed == 0 ? _link : Math.Min(Speed, _link);

    public bool IsOn(string capability) => _on.Contains(capability);

    public void Switch(string capability, bool on)
    {
        if (on)
        {
            _on.Add(capability);
        }
        else
        {
            _on.Remove(capability);
        }
    }

    /// <summary>Takes seconds, which may have a fraction; a negative time is none.</summary>
    public void SetDowntime(double seconds) =>
        Downtime = seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(Math.Max(0, seconds));
}
