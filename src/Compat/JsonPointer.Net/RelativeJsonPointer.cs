using System.Text.RegularExpressions;

namespace Json.Pointer;

/// <summary>A relative JSON Pointer, draft-bhutton-relative-json-pointer-00: checked for its syntax, which is all that format validation asks.</summary>
public readonly partial struct RelativeJsonPointer : IEquatable<RelativeJsonPointer>
{
    private readonly string? _text;

    private RelativeJsonPointer(string text) => _text = text;

    public static bool operator ==(RelativeJsonPointer left, RelativeJsonPointer right) => left.Equals(right);

    public static bool operator !=(RelativeJsonPointer left, RelativeJsonPointer right) => !left.Equals(right);

    public static bool TryParse(string? source, out RelativeJsonPointer result)
    {
        bool valid = source is not null && Syntax().IsMatch(source);
        result = valid ? new RelativeJsonPointer(source!) : default;
        return valid;
    }

    public bool Equals(RelativeJsonPointer other) => ToString() == other.ToString();

    public override bool Equals(object? obj) => obj is RelativeJsonPointer other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text ?? "0";

    /// <summary>Levels up, an offset among array elements, then <c>#</c> or a pointer.</summary>
    [GeneratedRegex(@"\A(?:0|[1-9][0-9]*)(?:[+-](?:0|[1-9][0-9]*))?(?:#|(?:/(?:[^~/]|~[01])*)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Syntax();
}
