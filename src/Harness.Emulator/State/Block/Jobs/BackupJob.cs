namespace Harness.Emulator.State.Block.Jobs;

/// <summary>Copies a device as it was at the start: what the guest is about to overwrite is copied before.</summary>
internal sealed class BackupJob : BlockJob
{
    private const long ClusterSize = 65536;

    private readonly BlockNode _source;
    private readonly BlockDevice? _targetDevice;
    private readonly bool _onlyWrites;
    private readonly long _size;

    /// <summary>What the target does not have yet of the disk as it was.</summary>
    private Extents _uncopied;

    /// <param name="sync">Of QAPI <c>MirrorSyncMode</c>.</param>
    /// <param name="targetDevice">The device whose medium the target is; null for an image of the job's own.</param>
    public BackupJob(JobSettings settings, JobSurroundings around, BlockNode source, BlockNode target, string sync, BlockDevice? targetDevice = null)
        : base(settings, around)
    {
        (_source, Target, _targetDevice) = (source, target, targetDevice);
        _onlyWrites = sync == "none";
        _size = source.Image.VirtualSize;
        Extents all = Extents.Of(0, _size);
        _uncopied = sync == "top" && source.Backing is not null ? source.Image.Data.RoundOut(ClusterSize, _size).Intersect(all) : all;
        Pending = _onlyWrites ? Extents.None : _uncopied;
    }

    public override long Length => _size;

    public override long Offset => _onlyWrites ? Copied : Pending.IsEmpty ? _size : Pending.First;

    public override BlockNode Target { get; }

    protected override IEnumerable<BlockNode> Sources => _source.Chain;

    protected override long Unit => ClusterSize;

    protected override bool IsIdle => _onlyWrites;

    protected override void Open()
    {
        if (_targetDevice is null)
        {
            Around.Graph.Add(Target);
        }
        else
        {
            _targetDevice.TargetOf = this;
        }
    }

    protected override void OnGuestWrite(Extents written)
    {
        Extents saved = written.RoundOut(ClusterSize, _size).Intersect(_onlyWrites ? _uncopied : Pending);
        Target.Image.Allocate(saved);
        Copied += saved.Length;
        _uncopied = _uncopied.Except(saved);
        Pending = Pending.Except(saved);
    }

    protected override void OnCaughtUp() => End(JobEnd.Completed);

    protected override void Close(JobEnd end)
    {
        if (_targetDevice is not null)
        {
            _targetDevice.TargetOf = null;
        }
        else
        {
            Around.Graph.Remove(Target);
        }
    }
}
