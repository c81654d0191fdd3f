namespace Harness.Emulator.State.Block;

/// <summary>Ranges of bytes, ascending, none touching another. A value: what changes it makes a new one.</summary>
internal sealed class Extents
{
    private readonly List<(long Start, long End)> _ranges;

    private Extents(List<(long Start, long End)> ranges) => _ranges = ranges;

    public static Extents None { get; } = new([]);

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>Bytes in all.</summary>
    public long Length => _ranges.Sum(r => r.End - r.Start);

    /// <summary>Offset of the first byte; only where there is one.</summary>
    public long First => _ranges[0].Start;

    /// <summary>From <paramref name="start"/> up to <paramref name="end"/>, without it.</summary>
    public static Extents Of(long start, long end) => start < end ? new([(start, end)]) : None;

    public Extents Union(Extents other)
    {
        List<(long Start, long End)> merged = [];
        foreach ((long start, long end) in _ranges.Concat(other._ranges).OrderBy(r => r.Start))
        {
            if (merged.Count > 0 && start <= merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, end));
            }
            else
            {
                merged.Add((start, end));
            }
        }

        return new Extents(merged);
    }

    public Extents Except(Extents other)
    {
        List<(long Start, long End)> left = [];
        foreach ((long start, long end) in _ranges)
        {
            long from = start;
            foreach ((long holeStart, long holeEnd) in other._ranges.Where(r => r.Start < end && r.End > start))
            {
                if (holeStart > from)
                {
                    left.Add((from, holeStart));
                }

                from = Math.Max(from, holeEnd);
            }

            if (from < end)
            {
                left.Add((from, end));
            }
        }

        return new Extents(left);
    }

    public Extents Intersect(Extents other) => Except(Except(other));

    /// <summary>The first so many bytes of it; all when it has fewer.</summary>
    public Extents TakeFirst(long bytes)
    {
        List<(long Start, long End)> taken = [];
        foreach ((long start, long end) in _ranges.TakeWhile(_ => bytes > 0))
        {
            long size = Math.Min(bytes, end - start);
            taken.Add((start, start + size));
            bytes -= size;
        }

        return new Extents(taken);
    }

    /// <summary>What it touches of a disk that is cut into units; the last unit ends with the disk.</summary>
    public Extents RoundOut(long unit, long size) => _ranges
        .Select(r => Of(r.Start / unit * unit, Math.Min(size, (r.End + unit - 1) / unit * unit)))
        .Aggregate(None, (all, one) => all.Union(one));
}
