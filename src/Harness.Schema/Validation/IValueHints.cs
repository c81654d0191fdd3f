using System.Text.Json.Nodes;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>Knows values that make sense for members by their name or type, where random ones would be refused at the first look.</summary>
public interface IValueHints
{
    /// <summary>A value of the member's type; null where it has none to offer, or chance decides against it.</summary>
    JsonNode? Suggest(Member member, SeededRandom random);
}
