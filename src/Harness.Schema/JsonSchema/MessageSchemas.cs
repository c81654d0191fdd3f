using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.JsonSchema;

/// <summary>The envelopes of the protocol around arguments, return values and event data: QMP specification, "Protocol Specification".</summary>
internal static class MessageSchemas
{
    /// <summary>Entry <c>request</c>; out-of-band commands may come as <c>exec-oob</c>.</summary>
    public static void WriteRequest(Utf8JsonWriter json, Command command)
    {
        json.WriteStartObject("request");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteConst(json, "execute", command.Name);
        if (command.AllowOutOfBand)
        {
            WriteConst(json, "exec-oob", command.Name);
        }

        WriteReference(json, "arguments", "arguments");
        json.WriteBoolean("id", true);
        json.WriteEndObject();
        IEnumerable<(string Name, bool Needed)> members = [("execute", !command.AllowOutOfBand), ("arguments", command.Arguments.AllMembers.Any(m => !m.Optional))];
        WriteRequired(json, [.. members.Where(m => m.Needed).Select(m => m.Name)]);
        if (command.AllowOutOfBand)
        {
            WriteEither(json, "execute", "exec-oob");
        }

        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    /// <summary>Entry <c>success</c>; what a command without documented return value returns is an object.</summary>
    public static void WriteSuccess(Utf8JsonWriter json, Command command, TypeDefinitions types)
    {
        if (!command.SuccessResponse)
        {
            return;
        }

        json.WriteStartObject("success");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject("return");
        if (command.Returns is null)
        {
            json.WriteString("type", "object");
        }
        else
        {
            types.WriteReference(command.Returns);
        }

        json.WriteEndObject();
        json.WriteBoolean("id", true);
        json.WriteEndObject();
        WriteRequired(json, "return");
        json.WriteEndObject();
    }

    /// <summary>Entry <c>error</c>.</summary>
    public static void WriteError(Utf8JsonWriter json)
    {
        json.WriteStartObject("error");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject("error");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteTyped(json, "class", "string");
        WriteTyped(json, "desc", "string");
        json.WriteEndObject();
        WriteRequired(json, "class", "desc");
        json.WriteEndObject();
        json.WriteBoolean("id", true);
        json.WriteEndObject();
        WriteRequired(json, "error");
        json.WriteEndObject();
    }

    /// <summary>Keywords of the whole event, into the schema that is open. An event without members has no <c>data</c>.</summary>
    public static void WriteEvent(Utf8JsonWriter json, Event happening)
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteConst(json, "event", happening.Name);
        json.WriteStartObject("timestamp");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        WriteTyped(json, "seconds", "integer");
        WriteTyped(json, "microseconds", "integer");
        json.WriteEndObject();
        WriteRequired(json, "seconds", "microseconds");
        json.WriteEndObject();
        WriteReference(json, "data", "data");
        json.WriteEndObject();
        bool needsData = happening.Data.AllMembers.Any(m => !m.Optional);
        WriteRequired(json, needsData ? ["event", "timestamp", "data"] : ["event", "timestamp"]);
    }

    private static void WriteConst(Utf8JsonWriter json, string member, string value)
    {
        json.WriteStartObject(member);
        json.WriteString("const", value);
        json.WriteEndObject();
    }

    private static void WriteTyped(Utf8JsonWriter json, string member, string type)
    {
        json.WriteStartObject(member);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string member, string definition)
    {
        json.WriteStartObject(member);
        json.WriteString("$ref", $"#/$defs/{definition}");
        json.WriteEndObject();
    }

    private static void WriteRequired(Utf8JsonWriter json, params ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("required");
        foreach (string name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteEither(Utf8JsonWriter json, string one, string other)
    {
        json.WriteStartArray("oneOf");
        foreach (string name in new[] { one, other })
        {
            json.WriteStartObject();
            WriteRequired(json, name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
