using System.Text.Json;

using Harness.Cases.Language;

namespace Harness.Cases.Verify;

/// <summary>Holds values against the types of a schema, by both validators.</summary>
public interface ITypeJudge
{
    /// <summary>Why the value does not fit, for people and on one line; null for one that does.</summary>
    /// <exception cref="InvalidOperationException">It cannot tell: the schema has no such type, or the two validators disagree. The case is then an error.</exception>
    string? Why(JsonElement value, Pattern.OfType type);
}
