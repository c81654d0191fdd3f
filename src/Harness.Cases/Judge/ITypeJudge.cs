using System.Text.Json;

using Harness.Cases.Language;

namespace Harness.Cases.Judge;

/// <summary>Says whether a value that a peer sent is of a documented type.</summary>
public interface ITypeJudge
{
    /// <summary>Null for a value that fits; else why it does not, for people, one line.</summary>
    /// <param name="value">A defined element, parsed without duplicate members and without half surrogate pairs.</param>
    /// <exception cref="CannotJudgeException">Nobody can say: verdict <em>error</em>.</exception>
    string? Why(JsonElement value, Pattern.OfType type);
}
