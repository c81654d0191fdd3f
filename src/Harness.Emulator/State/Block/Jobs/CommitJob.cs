namespace Harness.Emulator.State.Block.Jobs;

/// <summary>Writes what the images below the active layer hold into the base below them, which then stands in their place.</summary>
internal sealed class CommitJob : BlockJob
{
    private const long ChunkSize = 512 * 1024;

    private readonly BlockNode _overlay;
    private readonly BlockNode _base;
    private readonly string? _backingFile;
    private readonly BlockNode[] _between;

    /// <param name="overlay">The image above the topmost that is written down.</param>
    /// <param name="backingFile">The name of the base to write into it; null for the base's own.</param>
    public CommitJob(JobSettings settings, JobSurroundings around, BlockNode overlay, BlockNode bottom, string? backingFile)
        : base(settings, around)
    {
        (_overlay, _base, _backingFile) = (overlay, bottom, backingFile);
        _between = [.. overlay.Chain.Skip(1).TakeWhile(n => n != bottom)];
        Length = _between[0].Image.VirtualSize;
        Pending = _between.Aggregate(Extents.None, (all, node) => all.Union(node.Image.Data)).Intersect(Extents.Of(0, Length));
    }

    public override long Length { get; }

    public override long Offset => Pending.IsEmpty ? Length : Pending.First;

    public override BlockNode Target => _base;

    protected override IEnumerable<BlockNode> Sources => _between;

    protected override long Unit => ChunkSize;

    protected override void Open()
    {
        _base.IsReadOnly = false;
        if (_base.Image.VirtualSize < Length)
        {
            _base.Resize(Length, Around.Files);
        }
    }

    /// <summary>The guest writes into an image above.</summary>
    protected override void OnGuestWrite(Extents written)
    {
    }

    protected override void OnCaughtUp() => End(JobEnd.Completed);

    protected override void Close(JobEnd end)
    {
        _base.IsReadOnly = true;
        if (end == JobEnd.Completed)
        {
            _overlay.Backing = _base;
            _overlay.Image.BackingFile = _backingFile ?? _base.FileName;
            _overlay.Image.BackingFormat = _base.Driver;
        }
    }
}
