namespace Harness.Emulator.State.Block.Jobs;

/// <summary>Copies what the backing images hold, down to a base, into the topmost image, which then does without them.</summary>
internal sealed class StreamJob : BlockJob
{
    private const long ChunkSize = 512 * 1024;

    private readonly BlockNode _top;
    private readonly BlockNode? _base;
    private readonly string? _backingFile;
    private readonly BlockNode[] _between;
    private string? _ignoredError;

    /// <param name="bottom">What stays as backing image; null for none.</param>
    /// <param name="backingFile">The name to write for it; null for its own.</param>
    public StreamJob(JobSettings settings, JobSurroundings around, BlockNode top, BlockNode? bottom, string? backingFile)
        : base(settings, around)
    {
        (_top, _base, _backingFile) = (top, bottom, backingFile);
        _between = [.. top.Chain.Skip(1).TakeWhile(n => n != bottom)];
        Length = _between.Length == 0 ? 0 : top.Image.VirtualSize;
        Pending = _between.Aggregate(Extents.None, (all, node) => all.Union(node.Image.Data)).Except(top.Image.Data).Intersect(Extents.Of(0, Length));
    }

    public override long Length { get; }

    public override long Offset => Pending.IsEmpty ? Length : Pending.First;

    public override BlockNode Target => _top;

    protected override IEnumerable<BlockNode> Sources => _between;

    protected override long Unit => ChunkSize;

    /// <summary>What the guest writes is in the topmost image by itself.</summary>
    protected override void OnGuestWrite(Extents written) => Pending = Pending.Except(written.RoundOut(_top.Image.ClusterSize ?? 512, Length));

    protected override void OnIgnored(string error) => _ignoredError ??= error;

    /// <summary>Where something could not be read, the backing images are needed further on.</summary>
    protected override void OnCaughtUp() => End(_ignoredError is null ? JobEnd.Completed : JobEnd.Failed, _ignoredError);

    protected override void Close(JobEnd end)
    {
        if (end == JobEnd.Completed && _between.Length > 0)
        {
            _top.Backing = _base;
            _top.Image.BackingFile = _base is null ? null : _backingFile ?? _base.FileName;
            _top.Image.BackingFormat = _base?.Driver;
        }
    }
}
