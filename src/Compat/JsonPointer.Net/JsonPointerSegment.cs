namespace Json.Pointer;

/// <summary>One reference token of a pointer.</summary>
public readonly struct JsonPointerSegment : IEquatable<JsonPointerSegment>
{
    private readonly string? _escaped;

    internal JsonPointerSegment(string escaped) => _escaped = escaped;

    public static bool operator ==(JsonPointerSegment left, string right) => left.ToString() == right;

    public static bool operator !=(JsonPointerSegment left, string right) => left.ToString() != right;

    public static bool operator ==(JsonPointerSegment left, JsonPointerSegment right) => left.Equals(right);

    public static bool operator !=(JsonPointerSegment left, JsonPointerSegment right) => !left.Equals(right);

    public bool Equals(JsonPointerSegment other) => ToString() == other.ToString();

    public override bool Equals(object? obj) => obj is JsonPointerSegment other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Unescaped: first <c>~1</c>, then <c>~0</c>, so that <c>~01</c> is <c>~1</c> (RFC 6901 §4).</summary>
    public override string ToString() =>
        (_escaped ?? "").Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
