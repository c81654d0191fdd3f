using System.ComponentModel;
using System.Reflection;
using System.Text.Json;

namespace Json.More;

/// <summary>
/// An enumeration as JSON strings, spelt by <see cref="DescriptionAttribute"/> where a value has one. A combination of flags that
/// has no name is an array of the names of its parts.
/// </summary>
public sealed class EnumStringConverter<T> : WeaklyTypedJsonConverter<T>
    where T : struct, Enum
{
    private readonly (string Name, T Value)[] _names =
        [.. typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (f.GetCustomAttribute<DescriptionAttribute>()?.Description ?? f.Name, (T)f.GetValue(null)!))];

    private readonly bool _flags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);

    /// <exception cref="JsonException">Neither the name of a value nor, for flags, an array of such names.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
        {
            return ValueOf(reader.GetString());
        }

        if (!_flags || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"a value of {typeof(T).Name} is a string");
        }

        long bits = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            bits |= Bits(ValueOf(reader.TokenType == JsonTokenType.String ? reader.GetString() : null));
        }

        return (T)Enum.ToObject(typeof(T), bits);
    }

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ValueOf(reader.GetString());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (NameOf(value) is { } name)
        {
            writer.WriteStringValue(name);
            return;
        }

        if (!_flags)
        {
            throw new JsonException($"{value} is no value of {typeof(T).Name}");
        }

        writer.WriteStartArray();
        foreach ((string part, T bit) in _names)
        {
            if (Bits(bit) != 0 && value.HasFlag(bit))
            {
                writer.WriteStringValue(part);
            }
        }

        writer.WriteEndArray();
    }

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(NameOf(value) ?? throw new JsonException($"{value} has no name to be a member of"));

    private static long Bits(T value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);

    private string? NameOf(T value)
    {
        foreach ((string name, T known) in _names)
        {
            if (EqualityComparer<T>.Default.Equals(known, value))
            {
                return name;
            }
        }

        return null;
    }

    private T ValueOf(string? name)
    {
        foreach ((string known, T value) in _names)
        {
            if (known == name)
            {
                return value;
            }
        }

        throw new JsonException($"'{name}' is no value of {typeof(T).Name}");
    }
}
