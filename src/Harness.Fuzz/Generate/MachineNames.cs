using System.Text.Json;

namespace Harness.Fuzz.Generate;

/// <summary>Names of what a machine has, learned from its replies: devices, nodes, files, by the members that they stood in.</summary>
public sealed class MachineNames
{
    private const int MostOfAMember = 64;

    private readonly SortedDictionary<string, List<string>> _byMember = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>All that stood in a member that names something.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>What stood in members of that name; empty where none did.</summary>
    public IReadOnlyList<string> Of(string member) => _byMember.TryGetValue(member, out List<string>? values) ? values : [];

    /// <summary>Learns the strings of a reply.</summary>
    public void Learn(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    if (member.Value.ValueKind == JsonValueKind.String)
                    {
                        Learn(member.Name, member.Value.GetString()!);
                    }

                    Learn(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Learn(item);
                }

                break;
            default:
                break;
        }
    }

    private void Learn(string member, string value)
    {
        if (!_byMember.TryGetValue(member, out List<string>? values))
        {
            _byMember.Add(member, values = []);
        }

        if (values.Count < MostOfAMember && value.Length is > 0 and < 200 && !values.Contains(value))
        {
            values.Add(value);
            if (RealisticValues.IsName(member) && !_names.Contains(value) && _names.Count < MostOfAMember)
            {
                _names.Add(value);
            }
        }
    }
}
