using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harness.Cli.Output;

/// <summary>What <c>--format json</c> prints: one indented document on standard output, ended by a line feed.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteArray<T>(TextWriter output, IEnumerable<T> items, Action<Utf8JsonWriter, T> members) => Write(output, json =>
    {
        json.WriteStartArray();
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void WriteObject(TextWriter output, Action<Utf8JsonWriter> members) => Write(output, json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Write(TextWriter output, Action<Utf8JsonWriter> document)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            document(json);
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
