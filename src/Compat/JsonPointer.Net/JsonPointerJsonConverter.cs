using System.Text.Json;

using Json.More;

namespace Json.Pointer;

/// <summary>A pointer as a JSON string.</summary>
public sealed class JsonPointerJsonConverter : WeaklyTypedJsonConverter<JsonPointer>
{
    /// <exception cref="JsonException">Not a string, or none that RFC 6901 allows.</exception>
    public override JsonPointer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && JsonPointer.TryParse(reader.GetString(), out JsonPointer pointer)
            ? pointer
            : throw new JsonException("not a JSON Pointer");

    public override void Write(Utf8JsonWriter writer, JsonPointer value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
