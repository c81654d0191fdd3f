using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Fuzz.Input;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Mutate;

/// <summary>Changes one thing at a random place in arguments. Whether the outcome is still valid is for the reader of the final bytes.</summary>
internal static class ArgumentMutator
{
    private static readonly string[] Numbers =
    [
        "-1", "-2147483649", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
        "18446744073709551615", "18446744073709551616", "1.0", "1.5", "-0", "1e3", "1E-400", "1e400", "340282366920938463463374607431768211456",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\0", "\u007f", "\u0001\u001f", "\u202e", "\ufeff", "\ufffd", "\U0001F600", "é", "%s%n", "../../x", "a\r\nb", "\"", "\\", "{}", "null", "0x10", "-1",
    ];

    private static readonly Func<Slot, SeededRandom, JsonObject, Mutation?>[] Operators =
        [Drop, Add, Retype, Rename, Number, Text, Null, Wrap, Long, Deep];

    /// <summary>Changes the arguments in place and says how; null where the arguments offer no place for what chance chose.</summary>
    public static Mutation? Apply(JsonObject arguments, SeededRandom random)
    {
        List<Slot> slots = [];
        Collect(arguments, "arguments", slots);
        Slot slot = slots.Count > 0 ? random.Pick(slots) : new Slot(arguments, "", -1, "arguments");
        return random.Pick(Operators)(slot, random, arguments);
    }

    private static Mutation? Drop(Slot slot, SeededRandom random, JsonObject root)
    {
        if (slot.IsRoot)
        {
            return null;
        }

        string before = SpacedJson.Of(slot.Value);
        slot.Remove();
        return new Mutation("drop", slot.Path, before, null);
    }

    private static Mutation Add(Slot slot, SeededRandom random, JsonObject root)
    {
        JsonObject parent = slot.Parent as JsonObject ?? root;
        string name = random.OneIn(2) ? FaultFinder.Stranger : slot.Name.Length > 0 ? NearMiss(slot.Name, random) : "device";
        parent[name] = Other(JsonValueKind.Undefined, random);
        return new Mutation("add", $"{slot.Path} {name}", null, SpacedJson.Of(parent[name]));
    }

    private static Mutation? Retype(Slot slot, SeededRandom random, JsonObject root) =>
        slot.IsRoot ? null : slot.Replace("retype", Other(slot.Value?.GetValueKind() ?? JsonValueKind.Null, random));

    private static Mutation? Rename(Slot slot, SeededRandom random, JsonObject root)
    {
        if (slot.Name.Length == 0 || slot.Parent is not JsonObject parent)
        {
            return null;
        }

        string name = NearMiss(slot.Name, random);
        JsonNode? value = slot.Value?.DeepClone();
        parent.Remove(slot.Name);
        parent[name] = value;
        return new Mutation("rename", slot.Path, slot.Name, name);
    }

    private static Mutation? Number(Slot slot, SeededRandom random, JsonObject root) =>
        slot.IsRoot || slot.Value?.GetValueKind() != JsonValueKind.Number ? null : slot.Replace("number", JsonNode.Parse(random.Pick(Numbers)));

    private static Mutation? Text(Slot slot, SeededRandom random, JsonObject root)
    {
        if (slot.IsRoot || slot.Value?.GetValueKind() != JsonValueKind.String)
        {
            return null;
        }

        string text = slot.Value.GetValue<string>();
        return slot.Replace("text", JsonValue.Create(random.OneIn(2) ? random.Pick(Texts) : NearMiss(text, random)));
    }

    private static Mutation? Null(Slot slot, SeededRandom random, JsonObject root) => slot.IsRoot ? null : slot.Replace("null", null);

    private static Mutation? Wrap(Slot slot, SeededRandom random, JsonObject root)
    {
        if (slot.IsRoot)
        {
            return null;
        }

        JsonNode? inner = slot.Value?.DeepClone();
        return slot.Replace("nest", random.Below(3) switch
        {
            0 => new JsonArray(inner),
            1 => new JsonObject { [slot.Name.Length > 0 ? slot.Name : "data"] = inner },
            _ => new JsonArray(inner, inner?.DeepClone()),
        });
    }

    private static Mutation? Long(Slot slot, SeededRandom random, JsonObject root) =>
        slot.IsRoot || !random.OneIn(4) ? null : slot.Replace("long", JsonValue.Create(new string((char)('a' + random.Below(26)), 1 << (8 + random.Below(6)))));

    private static Mutation? Deep(Slot slot, SeededRandom random, JsonObject root)
    {
        if (slot.IsRoot || !random.OneIn(4))
        {
            return null;
        }

        JsonNode? value = null;
        for (int depth = 1 << (3 + random.Below(4)); depth > 0; depth--)
        {
            value = random.OneIn(2) ? new JsonArray(value) : new JsonObject { ["a"] = value };
        }

        return slot.Replace("deep", value);
    }

    /// <summary>A value of another JSON kind.</summary>
    private static JsonNode? Other(JsonValueKind kind, SeededRandom random)
    {
        while (true)
        {
            JsonNode? other = random.Below(7) switch
            {
                0 => null,
                1 => JsonValue.Create(random.OneIn(2)),
                2 => JsonNode.Parse(random.Pick(Numbers)),
                3 => JsonValue.Create(random.Pick(Texts)),
                4 => new JsonArray(),
                5 => new JsonObject(),
                _ => JsonValue.Create(1),
            };
            if ((other?.GetValueKind() ?? JsonValueKind.Null) != kind)
            {
                return other;
            }
        }
    }

    private static string NearMiss(string name, SeededRandom random)
    {
        if (name.Length == 0)
        {
            return "x";
        }

        int at = random.Below(name.Length);
        if (char.IsSurrogate(name[at]))
        {
            // Half a pair cannot be written as JSON text from here; that is for the envelope's mutations.
            return "x-" + name;
        }

        return random.Below(6) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, name[at].ToString()),
            2 => name.ToUpperInvariant(),
            3 => name.Contains('-', StringComparison.Ordinal) ? name.Replace('-', '_') : name.Replace('_', '-') + "-",
            4 => name + " ",
            _ => "x-" + name,
        };
    }

    private static void Collect(JsonNode? node, string path, List<Slot> slots)
    {
        if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members)
            {
                slots.Add(new Slot(members, name, -1, $"{path}.{name}"));
                Collect(value, $"{path}.{name}", slots);
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                slots.Add(new Slot(items, "", i, $"{path}[{i}]"));
                Collect(items[i], $"{path}[{i}]", slots);
            }
        }
    }

    /// <summary>A member of an object or an element of an array; with neither it stands for the arguments as a whole.</summary>
    private readonly record struct Slot(JsonNode Parent, string Name, int Index, string Path)
    {
        public bool IsRoot => Index < 0 && Parent is not JsonObject || (Index < 0 && !((JsonObject)Parent).ContainsKey(Name));

        public JsonNode? Value => Index < 0 ? Parent[Name] : Parent[Index];

        public void Remove()
        {
            if (Index < 0)
            {
                ((JsonObject)Parent).Remove(Name);
            }
            else
            {
                ((JsonArray)Parent).RemoveAt(Index);
            }
        }

        public Mutation Replace(string word, JsonNode? value)
        {
            string before = SpacedJson.Of(Value);
            if (Index < 0)
            {
                Parent[Name] = value;
            }
            else
            {
                Parent[Index] = value;
            }

            return new Mutation(word, Path, before, SpacedJson.Of(value));
        }
    }
}
