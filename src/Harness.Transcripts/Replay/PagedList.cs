namespace Harness.Transcripts.Replay;

/// <summary>A list that copies nothing when it grows: a large transcript has millions of entries, and a doubling would hold them twice.</summary>
internal sealed class PagedList<T>
    where T : struct
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    private readonly List<T[]> _pages = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref _pages[index >> PageBits][index & (PageSize - 1)];

    /// <summary>Returns the index of what was added.</summary>
    public int Add(T item)
    {
        if (Count == _pages.Count << PageBits)
        {
            _pages.Add(new T[PageSize]);
        }

        this[Count] = item;
        return Count++;
    }
}
