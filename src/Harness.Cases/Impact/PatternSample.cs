using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Cases.Language;

namespace Harness.Cases.Impact;

/// <summary>A value that has the members which a pattern names, with null where the pattern leaves the value open.</summary>
internal static class PatternSample
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2048 };

    public static JsonElement Of(Pattern pattern)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            Write(json, pattern);
        }

        return JsonElement.Parse(buffer.ToArray(), new JsonDocumentOptions { MaxDepth = 2048 });
    }

    private static void Write(Utf8JsonWriter json, Pattern pattern)
    {
        switch (pattern)
        {
            case Pattern.Literal literal:
                literal.Value.WriteTo(json);
                break;
            case Pattern.Members members:
                json.WriteStartObject();
                foreach ((string name, Pattern value) in members.Items.Where(m => m.Value is not (Pattern.Absent or Pattern.Not)))
                {
                    json.WritePropertyName(name);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
            case Pattern.Elements elements:
                WriteArray(json, elements.Items);
                break;
            case Pattern.Contains contains:
                WriteArray(json, contains.Items);
                break;
            case Pattern.Documented documented:
                Write(json, documented.Exact);
                break;
            case Pattern.Either { Options: [Pattern first, ..] }:
                Write(json, first);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static void WriteArray(Utf8JsonWriter json, IReadOnlyList<Pattern> items)
    {
        json.WriteStartArray();
        foreach (Pattern item in items)
        {
            Write(json, item);
        }

        json.WriteEndArray();
    }
}
