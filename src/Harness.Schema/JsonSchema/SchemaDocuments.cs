using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Schema.JsonSchema;

/// <summary>
/// JSON Schema 2020-12 documents of a schema; equal schemas give equal bytes. What a client sends is closed, what a server sends
/// is open, as a client must ignore members that it does not know. An integer of QMP is written without fraction; JSON Schema
/// takes <c>1.0</c> for one, which is the only value on which a document and <see cref="ValueChecker"/> differ.
/// </summary>
public static class SchemaDocuments
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// A command: the document takes its requests and replies; <c>$defs</c> has <c>request</c>, <c>arguments</c>, <c>reply</c>,
    /// <c>success</c>, <c>error</c>, and the types, prefixed by direction.
    /// </summary>
    public static byte[] OfCommand(Command command) => Write(json =>
    {
        TypeDefinitions sent = new(json, Openness.Closed, "request.");
        TypeDefinitions received = new(json, Openness.Open, "reply.");
        json.WriteString("title", command.Name);
        sent.WriteAbout(command.Definition);
        WriteChoice(json, "anyOf", ["request", "reply"]);
        json.WriteStartObject("$defs");
        MessageSchemas.WriteRequest(json, command);
        json.WriteStartObject("arguments");
        sent.WriteObject(command.Arguments);
        json.WriteEndObject();
        json.WriteStartObject("reply");
        WriteChoice(json, "oneOf", command.SuccessResponse ? ["success", "error"] : ["error"]);
        json.WriteEndObject();
        MessageSchemas.WriteSuccess(json, command, received);
        MessageSchemas.WriteError(json);
        sent.WriteDefinitions();
        received.WriteDefinitions();
        json.WriteEndObject();
    });

    /// <summary>An event: the document takes the whole message; <c>$defs</c> has <c>data</c> and the types.</summary>
    public static byte[] OfEvent(Event happening) => Write(json =>
    {
        TypeDefinitions received = new(json, Openness.Open, "type.");
        json.WriteString("title", happening.Name);
        received.WriteAbout(happening.Definition);
        MessageSchemas.WriteEvent(json, happening);
        json.WriteStartObject("$defs");
        json.WriteStartObject("data");
        received.WriteObject(happening.Data);
        json.WriteEndObject();
        received.WriteDefinitions();
        json.WriteEndObject();
    });

    /// <summary>One type, with all that it refers to in <c>$defs</c>.</summary>
    public static byte[] OfType(SchemaType type, Openness openness) => Write(json =>
    {
        TypeDefinitions types = new(json, openness);
        types.WriteReference(type);
        json.WriteStartObject("$defs");
        types.WriteDefinitions();
        json.WriteEndObject();
    });

    /// <summary>What a set of documents was made from and where each is.</summary>
    public static byte[] Index(QmpSchema schema) => Write(
        json =>
        {
            json.WriteString("schema", schema.Name);
            json.WriteString("digest", schema.Digest);
            WriteFiles(json, "commands", schema.Commands.Select(c => (c.Name, FileOf(c))));
            WriteFiles(json, "events", schema.Events.Select(e => (e.Name, FileOf(e))));
        },
        dialect: null);

    /// <summary>The same as one OpenRPC document, for tools that read these: what each method takes and gives, by reference into the set.</summary>
    public static byte[] OpenRpc(QmpSchema schema) => Write(json => OpenRpcIndex.Write(json, schema), dialect: null);

    /// <summary>Place of the command's document below the folder of the set, '/' separated.</summary>
    public static string FileOf(Command command) => $"commands/{Uri.EscapeDataString(command.Name)}.json";

    /// <summary>Place of the event's document below the folder of the set, '/' separated.</summary>
    public static string FileOf(Event happening) => $"events/{Uri.EscapeDataString(happening.Name)}.json";

    internal static void WriteChoice(Utf8JsonWriter json, string keyword, IEnumerable<string> definitions)
    {
        json.WriteStartArray(keyword);
        foreach (string definition in definitions)
        {
            json.WriteStartObject();
            json.WriteString("$ref", $"#/$defs/{definition}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFiles(Utf8JsonWriter json, string member, IEnumerable<(string Name, string File)> entries)
    {
        json.WriteStartArray(member);
        foreach ((string name, string file) in entries)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("file", file);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> members, string? dialect = Dialect)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            if (dialect is not null)
            {
                json.WriteString("$schema", dialect);
            }

            members(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
