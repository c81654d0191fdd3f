using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.Validation;

/// <summary>The values of enumerations as UTF-8, so that a string is looked up without being decoded. Filled as types are met.</summary>
internal sealed class EnumNames
{
    private readonly Dictionary<EnumType, byte[][]> _names = [];

    public bool Has(EnumType type, JsonElement text)
    {
        if (!_names.TryGetValue(type, out byte[][]? names))
        {
            names = [.. type.Values.Select(v => Encoding.UTF8.GetBytes(v.Name))];
            _names.Add(type, names);
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        bool escaped = raw.Contains((byte)'\\');
        foreach (byte[] name in names)
        {
            if (escaped ? text.ValueEquals(name) : raw.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }
}
