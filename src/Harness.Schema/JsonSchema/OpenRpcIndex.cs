using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.JsonSchema;

/// <summary>
/// The set of documents as one OpenRPC 1.3.2 document: a method for each command, whose schemas are references into the files of the set.
/// QMP is no JSON-RPC: its envelopes differ, a method may answer with nothing at all, and events come unasked. These stand in members that
/// OpenRPC leaves to extensions, which begin with <c>x-</c>.
/// </summary>
internal static class OpenRpcIndex
{
    private const string Version = "1.3.2";

    public static void Write(Utf8JsonWriter json, QmpSchema schema)
    {
        json.WriteString("openrpc", Version);
        json.WriteStartObject("info");
        json.WriteString("title", schema.Name);
        json.WriteString("version", schema.Digest);
        json.WriteEndObject();
        json.WriteStartArray("methods");
        foreach (Command command in schema.Commands)
        {
            WriteMethod(json, command);
        }

        json.WriteEndArray();
        json.WriteStartArray("x-events");
        foreach (Event happening in schema.Events)
        {
            json.WriteStartObject();
            WriteAbout(json, happening.Name, happening.Definition);
            WriteSchema(json, "schema", SchemaDocuments.FileOf(happening), "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMethod(Utf8JsonWriter json, Command command)
    {
        string file = SchemaDocuments.FileOf(command);
        json.WriteStartObject();
        WriteAbout(json, command.Name, command.Definition);
        json.WriteString("paramStructure", "by-name");
        json.WriteStartArray("params");
        foreach (Member member in command.Arguments.AllMembers)
        {
            WriteParameter(json, member, file);
        }

        json.WriteEndArray();
        if (command.SuccessResponse)
        {
            json.WriteStartObject("result");
            json.WriteString("name", "return");
            WriteSchema(json, "schema", file, "#/$defs/success/properties/return");
            json.WriteEndObject();
        }

        // What the list of parameters cannot say: the branches of a union, and whether further members are allowed.
        WriteSchema(json, "x-arguments", file, "#/$defs/arguments");
        json.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter json, Member member, string file)
    {
        json.WriteStartObject();
        json.WriteString("name", member.Name);
        if (member.Text.Length > 0)
        {
            json.WriteString("description", member.Text);
        }

        json.WriteBoolean("required", !member.Optional);
        if (member.Features.Any(f => f.Name == "deprecated"))
        {
            json.WriteBoolean("deprecated", true);
        }

        WriteSchema(json, "schema", file, $"#/$defs/arguments/properties/{member.Name}");
        json.WriteEndObject();
    }

    private static void WriteAbout(Utf8JsonWriter json, string name, Definition definition)
    {
        json.WriteString("name", name);
        if (definition.Documentation.Body.Length > 0)
        {
            json.WriteString("description", definition.Documentation.Body);
        }

        if (definition.Features.Any(f => f.Name == "deprecated"))
        {
            json.WriteBoolean("deprecated", true);
        }
    }

    private static void WriteSchema(Utf8JsonWriter json, string member, string file, string pointer)
    {
        json.WriteStartObject(member);
        json.WriteString("$ref", $"{file}{pointer}");
        json.WriteEndObject();
    }
}
