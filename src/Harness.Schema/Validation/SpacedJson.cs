using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harness.Schema.Validation;

/// <summary>JSON on one line as documentation writes it: <c>{ "a": [ 1, 2 ], "b": {} }</c>. Numbers keep their notation.</summary>
public static class SpacedJson
{
    public static string Of(JsonNode? value)
    {
        StringBuilder text = new();
        Write(text, value);
        return text.ToString();
    }

    /// <summary>A JSON string; only what must be escaped is.</summary>
    public static string Quoted(string value) =>
        value.AsSpan().ContainsAnyExceptInRange(' ', '~') || value.AsSpan().IndexOfAny('"', '\\') >= 0
            ? $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
            : $"\"{value}\"";

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members:
                string before = "{ ";
                foreach ((string name, JsonNode? member) in members)
                {
                    text.Append(before).Append(Quoted(name)).Append(": ");
                    Write(text, member);
                    before = ", ";
                }

                text.Append(" }");
                break;
            case JsonArray { Count: > 0 } items:
                string lead = "[ ";
                foreach (JsonNode? item in items)
                {
                    text.Append(lead);
                    Write(text, item);
                    lead = ", ";
                }

                text.Append(" ]");
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                text.Append(Quoted(scalar.GetValue<string>()));
                break;
            default:
                text.Append(value?.ToJsonString() ?? "null");
                break;
        }
    }
}
