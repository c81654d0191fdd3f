using System.Text.Json;

namespace Harness.Session;

/// <summary>
/// Ids as values. QEMU answers <c>{"b":1,"a":1e0}</c> with <c>{"a": 1, "b": 1}</c> and 0.1 with 0.10000000000000001: member order
/// and spelling do not count. Integers of 64 bits are compared exactly, other numbers as doubles.
/// </summary>
internal static class IdEquality
{
    /// <summary>Undefined stands for no id and equals only itself.</summary>
    public static bool AreEqual(JsonElement a, JsonElement b) => a.ValueKind == b.ValueKind && a.ValueKind switch
    {
        JsonValueKind.Number => NumbersAreEqual(a, b),
        JsonValueKind.String => a.ValueEquals(b.GetString()),
        JsonValueKind.Array => a.GetArrayLength() == b.GetArrayLength() && a.EnumerateArray().Zip(b.EnumerateArray()).All(p => AreEqual(p.First, p.Second)),
        JsonValueKind.Object => a.GetPropertyCount() == b.GetPropertyCount()
            && a.EnumerateObject().All(m => b.TryGetProperty(m.Name, out JsonElement other) && AreEqual(m.Value, other)),
        _ => true,
    };

    private static bool NumbersAreEqual(JsonElement a, JsonElement b)
    {
        if (a.TryGetInt64(out long signed) && b.TryGetInt64(out long otherSigned))
        {
            return signed == otherSigned;
        }

        return a.TryGetUInt64(out ulong unsigned) && b.TryGetUInt64(out ulong otherUnsigned)
            ? unsigned == otherUnsigned
            : a.GetDouble().Equals(b.GetDouble());
    }
}
