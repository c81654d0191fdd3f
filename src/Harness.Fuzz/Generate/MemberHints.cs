using System.Text.Json.Nodes;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Generate;

/// <summary>
/// Suggests strings for members: what an earlier request of the case named, what the machine has, what people write there. Every
/// fourth value is left to chance.
/// </summary>
internal sealed class MemberHints(RealisticValues realistic) : IValueHints
{
    private readonly List<string> _made = [];

    public MachineNames Machine { get; set; } = new();

    /// <summary>A new case begins: nothing is named by an earlier request.</summary>
    public void Forget() => _made.Clear();

    /// <summary>Remembers what a request names, for the requests behind it.</summary>
    public void Remember(JsonNode? arguments)
    {
        if (arguments is not JsonObject members)
        {
            return;
        }

        foreach ((string name, JsonNode? value) in members)
        {
            if (value is JsonValue text && text.TryGetValue(out string? made) && RealisticValues.IsName(name) && made.Length > 0)
            {
                _made.Add(made);
            }

            Remember(value);
        }
    }

    public JsonNode? Suggest(Member member, SeededRandom random)
    {
        if (member.Type is not BuiltinType { Kind: BuiltinKind.String } || random.OneIn(4))
        {
            return null;
        }

        bool named = RealisticValues.IsName(member.Name);
        if (named && _made.Count > 0 && random.OneIn(2))
        {
            return JsonValue.Create(random.Pick(_made));
        }

        IReadOnlyList<string> here = Machine.Of(member.Name) is { Count: > 0 } same ? same : named ? Machine.Names : [];
        return here.Count > 0 && !random.OneIn(3) ? JsonValue.Create(random.Pick(here))
            : realistic.For(member.Name) is { } values ? JsonValue.Create(random.Pick(values))
            : null;
    }
}
