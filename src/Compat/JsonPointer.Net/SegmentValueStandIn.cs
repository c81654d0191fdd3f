using System.Globalization;

namespace Json.Pointer;

/// <summary>What a caller may write where a pointer takes a segment: a member name or an index.</summary>
public readonly struct SegmentValueStandIn : IEquatable<SegmentValueStandIn>
{
    private readonly string? _escaped;

    private SegmentValueStandIn(string escaped) => _escaped = escaped;

    public static implicit operator SegmentValueStandIn(int index) => new(index.ToString(CultureInfo.InvariantCulture));

    public static implicit operator SegmentValueStandIn(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new SegmentValueStandIn(name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }

    public static bool operator ==(SegmentValueStandIn left, SegmentValueStandIn right) => left.Equals(right);

    public static bool operator !=(SegmentValueStandIn left, SegmentValueStandIn right) => !left.Equals(right);

    public static SegmentValueStandIn FromInt32(int index) => index;

    public static SegmentValueStandIn FromString(string name) => name;

    public bool Equals(SegmentValueStandIn other) => ToString() == other.ToString();

    public override bool Equals(object? obj) => obj is SegmentValueStandIn other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>As it stands in a pointer: the slash, then the escaped token.</summary>
    public override string ToString() => "/" + _escaped;
}
