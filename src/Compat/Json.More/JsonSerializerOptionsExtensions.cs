using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Json.More;

/// <summary>Reads and writes parts of a document from within a converter.</summary>
public static class JsonSerializerOptionsExtensions
{
    /// <summary>The value at which the reader stands.</summary>
    /// <param name="typeInfo">Says how; null to ask the options.</param>
    public static T? Read<T>(this JsonSerializerOptions options, ref Utf8JsonReader reader, JsonTypeInfo<T>? typeInfo) =>
        Converter(options, typeInfo).Read(ref reader, typeof(T), options);

    public static void Write<T>(this JsonSerializerOptions options, Utf8JsonWriter writer, T value, JsonTypeInfo<T> typeInfo) =>
        Converter(options, typeInfo).Write(writer, value, options);

    public static void Write(this JsonSerializerOptions options, Utf8JsonWriter writer, object? value, Type inputType) =>
        JsonSerializer.Serialize(writer, value, inputType, options);

    /// <summary>An array; <c>null</c> for null.</summary>
    public static void WriteList<T>(this JsonSerializerOptions options, Utf8JsonWriter writer, IEnumerable<T>? values, JsonTypeInfo<T> typeInfo)
    {
        if (values is null)
        {
            writer.WriteNullValue();
            return;
        }

        JsonConverter<T> converter = Converter(options, typeInfo);
        writer.WriteStartArray();
        foreach (T value in values)
        {
            converter.Write(writer, value, options);
        }

        writer.WriteEndArray();
    }

    /// <summary>An object; <c>null</c> for null.</summary>
    public static void WriteDictionary<T>(
        this JsonSerializerOptions options,
        Utf8JsonWriter writer,
        IEnumerable<KeyValuePair<string, T>>? values,
        JsonTypeInfo<T> valueTypeInfo)
    {
        if (values is null)
        {
            writer.WriteNullValue();
            return;
        }

        JsonConverter<T> converter = Converter(options, valueTypeInfo);
        writer.WriteStartObject();
        foreach ((string name, T value) in values)
        {
            writer.WritePropertyName(name);
            converter.Write(writer, value, options);
        }

        writer.WriteEndObject();
    }

    /// <summary>The converter that the caller's options name, before the type's own.</summary>
    private static JsonConverter<T> Converter<T>(JsonSerializerOptions options, JsonTypeInfo<T>? typeInfo) =>
        options.Converters.OfType<JsonConverter<T>>().FirstOrDefault()
        ?? (JsonConverter<T>)(typeInfo ?? options.GetTypeInfo(typeof(T))).Converter;
}
