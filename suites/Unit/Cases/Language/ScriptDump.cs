using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

using Harness.Schema.Source;

namespace Harness.Unit.Cases.Language;

/// <summary>Everything in a script but its places, so that two can be compared.</summary>
internal static class ScriptDump
{
    public static string Of(object? value)
    {
        StringBuilder output = new();
        Write(output, value, 0);
        return output.ToString();
    }

    private static void Write(StringBuilder output, object? value, int depth)
    {
        switch (value)
        {
            case null or string or Enum or bool or int or TimeSpan:
                output.Append(CultureInfo.InvariantCulture, $"{value ?? "null"}\n");
                break;
            case JsonElement json:
                output.Append(json.GetRawText()).Append('\n');
                break;
            case ReadOnlyMemory<byte> bytes:
                output.Append(Convert.ToHexString(bytes.Span)).Append('\n');
                break;
            case IEnumerable items:
                output.Append("list\n");
                foreach (object? item in items)
                {
                    output.Append(' ', depth + 1);
                    Write(output, item, depth + 1);
                }

                break;
            default:
                WriteProperties(output, value, depth);
                break;
        }
    }

    private static void WriteProperties(StringBuilder output, object value, int depth)
    {
        output.Append(value.GetType().Name).Append('\n');
        foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.PropertyType != typeof(SourceSpan) && p.GetIndexParameters().Length == 0))
        {
            output.Append(' ', depth + 1).Append(property.Name).Append(": ");
            Write(output, property.GetValue(value), depth + 1);
        }
    }
}
