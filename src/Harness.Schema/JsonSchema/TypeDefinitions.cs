using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Schema.JsonSchema;

/// <summary>
/// Writes QAPI types as JSON Schema 2020-12. Named types become entries of <c>$defs</c>, each once, in the order in which they
/// are met; references among them are <c>$ref</c>, so recursion is harmless.
/// </summary>
/// <param name="prefix">Before the names in <c>$defs</c>, where one document has definitions of several sorts.</param>
internal sealed class TypeDefinitions(Utf8JsonWriter json, Openness openness, string prefix = "")
{
    private readonly HashSet<SchemaType> _met = [];
    private readonly Queue<SchemaType> _waiting = [];

    /// <summary>The keywords that stand for a type, into the schema that is open.</summary>
    public void WriteReference(SchemaType type)
    {
        switch (type)
        {
            case BuiltinType builtin:
                WriteBuiltin(builtin);
                break;
            case ArrayType array:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                WriteReference(array.Element);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("$ref", $"#/$defs/{prefix}{type.Name}");
                if (_met.Add(type))
                {
                    _waiting.Enqueue(type);
                }

                break;
        }
    }

    /// <summary>The keywords of an object type itself, closed where the direction asks for it, into the schema that is open.</summary>
    public void WriteObject(ObjectType type)
    {
        json.WriteString("type", "object");
        WriteMembers(type);
        if (openness == Openness.Closed && !type.IsOpen)
        {
            json.WriteBoolean(type.Variants is null ? "additionalProperties" : "unevaluatedProperties", false);
        }
    }

    /// <summary>Entries of <c>$defs</c> for all types that were referred to, and that these refer to.</summary>
    public void WriteDefinitions()
    {
        while (_waiting.TryDequeue(out SchemaType? type))
        {
            json.WriteStartObject(prefix + type.Name);
            WriteDefinition(type);
            json.WriteEndObject();
        }
    }

    public void WriteAbout(Definition? definition) => WriteAbout(definition?.Documentation.Body ?? "", definition?.Features ?? []);

    private void WriteAbout(string text, IReadOnlyList<Feature> features)
    {
        if (text.Length > 0)
        {
            json.WriteString("description", text);
        }

        if (features.Any(f => f.Name == "deprecated"))
        {
            json.WriteBoolean("deprecated", true);
        }
    }

    private void WriteBuiltin(BuiltinType type)
    {
        if (type.IsInteger)
        {
            json.WriteString("type", "integer");
            WriteBound("minimum", type.Minimum);
            WriteBound("maximum", type.Maximum);
        }
        else if (JsonKinds.NameOf(type) is { } kind)
        {
            json.WriteString("type", kind);
        }
    }

    private void WriteBound(string keyword, Int128 bound)
    {
        json.WritePropertyName(keyword);
        json.WriteRawValue(bound.ToString(CultureInfo.InvariantCulture));
    }

    private void WriteDefinition(SchemaType type)
    {
        switch (type)
        {
            case EnumType values:
                WriteAbout(values.Definition);
                json.WriteString("type", "string");
                json.WriteStartArray("enum");
                foreach (EnumValue value in values.Values)
                {
                    json.WriteStringValue(value.Name);
                }

                json.WriteEndArray();
                break;
            case ObjectType members:
                WriteAbout(members.Definition);
                WriteObject(members);
                break;
            case AlternateType alternate:
                WriteAbout(alternate.Definition);
                WriteArms(alternate);
                break;
            default:
                throw new UnreachableException(type.GetType().Name);
        }
    }

    private void WriteArms(AlternateType type)
    {
        json.WriteStartArray("oneOf");
        foreach (Member arm in type.Arms)
        {
            json.WriteStartObject();
            WriteReference(arm.Type);
            WriteAbout(arm.Text, arm.Features);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What the object must have and may have, branches included, without saying whether it may have more.</summary>
    private void WriteMembers(ObjectType type)
    {
        json.WriteStartObject("properties");
        foreach (Member member in type.AllMembers)
        {
            json.WriteStartObject(member.Name);
            WriteReference(member.Type);
            WriteAbout(member.Text, member.Features);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteNames("required", type.AllMembers.Where(m => !m.Optional).Select(m => m.Name));
        if (type.Variants is { } variants)
        {
            WriteBranches(variants);
        }
    }

    private void WriteBranches(Variants variants)
    {
        json.WriteStartArray("allOf");
        foreach (Branch branch in variants.Branches)
        {
            json.WriteStartObject();
            json.WriteStartObject("if");
            json.WriteStartObject("properties");
            json.WriteStartObject(variants.Tag.Name);
            json.WriteString("const", branch.TagValue);
            json.WriteEndObject();
            json.WriteEndObject();
            WriteNames("required", [variants.Tag.Name]);
            json.WriteEndObject();
            json.WriteStartObject("then");
            WriteMembers(branch.Type);
            if (branch.Type.IsOpen)
            {
                json.WriteBoolean("additionalProperties", true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteNames(string keyword, IEnumerable<string> names)
    {
        string[] all = [.. names];
        if (all.Length == 0)
        {
            return;
        }

        json.WriteStartArray(keyword);
        foreach (string name in all)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
