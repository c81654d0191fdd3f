using System.Numerics;

namespace Harness.Schema.Validation;

/// <summary>A stream of numbers that depends on its seed alone, on every platform and version (SplitMix64). One instance a thread.</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextUInt64()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(NextUInt64(), (ulong)count, out _);
    }

    /// <summary>True once in <paramref name="count"/> times.</summary>
    public bool OneIn(int count) => Below(count) == 0;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Both ends included.</summary>
    public Int128 Between(Int128 low, Int128 high)
    {
        UInt128 range = (UInt128)(high - low) + 1;
        UInt128 drawn = new(NextUInt64(), NextUInt64());
        return low + (Int128)(drawn % range);
    }

    /// <summary>An independent stream for a part of the work, so that parts may run in any order.</summary>
    public SeededRandom Fork() => new(BitOperations.RotateLeft(NextUInt64(), 17));
}
