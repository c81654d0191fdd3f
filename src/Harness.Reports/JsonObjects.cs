using System.Text.Json;

namespace Harness.Reports;

/// <summary>Arrays of objects, as the outline of a run and the data of its page have many.</summary>
internal static class JsonObjects
{
    /// <param name="write">Writes the members of one object.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
