using System.Diagnostics;
using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.Introspection;

/// <summary>
/// A schema as a server answers <c>query-qmp-schema</c>: commands and events, then the types that they reach, in the order of
/// first use. Type names are numbers, integer types are one, bases are flattened, every tag value has its case. Conditions count
/// as met.
/// </summary>
public sealed class IntrospectionWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly MaskedNames _names = new();

    private IntrospectionWriter(Utf8JsonWriter json) => _json = json;

    /// <summary>Writes the array that is the value of <c>return</c>.</summary>
    public static void Write(QmpSchema schema, Utf8JsonWriter json)
    {
        IntrospectionWriter writer = new(json);
        json.WriteStartArray();
        foreach (Command command in schema.Commands)
        {
            writer.WriteCommand(command);
        }

        foreach (Event item in schema.Events)
        {
            writer.Begin(item.Name, "event");
            json.WriteString("arg-type", writer._names.OfData(item.Data));
            writer.End(item.Definition.Features);
        }

        while (writer._names.TryNext(out string name, out SchemaType? type))
        {
            writer.WriteType(name, type);
        }

        json.WriteEndArray();
    }

    private void WriteCommand(Command command)
    {
        Begin(command.Name, "command");
        _json.WriteString("arg-type", _names.OfData(command.Arguments));
        _json.WriteString("ret-type", command.Returns is { } returns ? _names.Of(returns) : _names.OfNothing());
        if (command.AllowOutOfBand)
        {
            _json.WriteBoolean("allow-oob", true);
        }

        End(command.Definition.Features);
    }

    private void WriteType(string name, SchemaType type)
    {
        switch (type)
        {
            case BuiltinType:
                Begin(name, "builtin");
                _json.WriteString("json-type", MaskedNames.JsonType(name));
                End([]);
                break;
            case ArrayType array:
                Begin(name, "array");
                _json.WriteString("element-type", _names.Of(array.Element));
                End([]);
                break;
            case EnumType values:
                Begin(name, "enum");
                WriteValues(values);
                End(values.Definition.Features);
                break;
            case AlternateType alternate:
                Begin(name, "alternate");
                WriteArms(alternate);
                End(alternate.Definition.Features);
                break;
            case ObjectType target:
                Begin(name, "object");
                WriteMembers(target);
                WriteVariants(target);
                End(target.Definition?.Features ?? []);
                break;
            default:
                throw new UnreachableException(type.GetType().Name);
        }
    }

    /// <summary>Both today's members and the older list of names, as servers since 6.2 send them.</summary>
    private void WriteValues(EnumType values)
    {
        _json.WriteStartArray("members");
        foreach (EnumValue value in values.Values)
        {
            _json.WriteStartObject();
            _json.WriteString("name", value.Name);
            End(value.Features);
        }

        _json.WriteEndArray();
        _json.WriteStartArray("values");
        foreach (EnumValue value in values.Values)
        {
            _json.WriteStringValue(value.Name);
        }

        _json.WriteEndArray();
    }

    private void WriteArms(AlternateType alternate)
    {
        _json.WriteStartArray("members");
        foreach (Member arm in alternate.Arms)
        {
            _json.WriteStartObject();
            _json.WriteString("type", _names.Of(arm.Type));
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteMembers(ObjectType target)
    {
        _json.WriteStartArray("members");
        foreach (Member member in target.AllMembers)
        {
            _json.WriteStartObject();
            _json.WriteString("name", member.Name);
            _json.WriteString("type", _names.Of(member.Type));
            if (member.Optional)
            {
                _json.WriteNull("default");
            }

            End(member.Features);
        }

        _json.WriteEndArray();
    }

    private void WriteVariants(ObjectType target)
    {
        if (target.Variants is not { } variants)
        {
            return;
        }

        _json.WriteString("tag", variants.Tag.Name);
        _json.WriteStartArray("variants");
        foreach (EnumValue value in ((EnumType)variants.Tag.Type).Values)
        {
            _json.WriteStartObject();
            _json.WriteString("case", value.Name);
            _json.WriteString("type", variants.For(value.Name) is { } branch ? _names.OfData(branch.Type) : _names.OfNothing());
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Begin(string name, string metaType)
    {
        _json.WriteStartObject();
        _json.WriteString("name", name);
        _json.WriteString("meta-type", metaType);
    }

    private void End(IReadOnlyList<Feature> features)
    {
        if (features.Count > 0)
        {
            _json.WriteStartArray("features");
            foreach (Feature feature in features)
            {
                _json.WriteStringValue(feature.Name);
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }
}
