using System.Text.Json;

using Harness.Schema.Validation;

namespace Harness.Cases.Judge;

/// <summary>
/// In QMP <c>1.0</c> is no integer; JSON Schema looks at the value and takes it for one. So numbers that are written with fraction or exponent
/// are handed to JSON Schema as one half, which no integer type takes and every number type does.
/// </summary>
internal static class NumberNotation
{
    /// <summary>The value itself where it has no such number.</summary>
    public static JsonElement Plain(JsonElement value)
    {
        if (!HasNotation(value))
        {
            return value;
        }

        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            Write(writer, value);
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), new JsonDocumentOptions { MaxDepth = 1024 });
    }

    private static bool HasNotation(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return !JsonKinds.IsInteger(value);
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    if (HasNotation(item))
                    {
                        return true;
                    }
                }

                return false;
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    if (HasNotation(property.Value))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number when !JsonKinds.IsInteger(value):
                writer.WriteNumberValue(0.5m);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
