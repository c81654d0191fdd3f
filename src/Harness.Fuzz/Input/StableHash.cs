using System.Text;

namespace Harness.Fuzz.Input;

/// <summary>FNV-1a: the same on every machine and in every version, since seeds and ids of findings depend on it.</summary>
internal static class StableHash
{
    public const ulong Start = 14695981039346656037;

    public static ulong Add(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            hash = unchecked((hash ^ b) * 1099511628211);
        }

        return hash;
    }

    public static ulong Of(string text) => Add(Start, Encoding.UTF8.GetBytes(text));
}
