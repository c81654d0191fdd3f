namespace Harness.Emulator.State.Migrating;

/// <summary>
/// What is known of the places that a machine may be migrated to: <c>[ { "uri": TEXT, "reachable": true, "breaks-after": BYTES } ]</c>.
/// A place that is not listed is reached and takes everything.
/// </summary>
internal sealed class Destinations
{
    private readonly Dictionary<string, long> _limits = new(StringComparer.Ordinal);

    public Destinations(IReadOnlyList<MachineSection> sections)
    {
        foreach (MachineSection section in sections)
        {
            long limit = section.Bool("reachable", true) ? section.Int("breaks-after", long.MaxValue, 1) : 0;
            if (!_limits.TryAdd(section.RequiredString("uri"), limit))
            {
                throw section.Wrong("uri", "an address that no other destination has");
            }
        }
    }

    /// <summary>Bytes that it takes before the connection breaks; 0 where there is none.</summary>
    public long Takes(string uri) => _limits.GetValueOrDefault(uri, long.MaxValue);
}
