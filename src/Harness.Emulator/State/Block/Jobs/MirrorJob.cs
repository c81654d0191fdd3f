namespace Harness.Emulator.State.Block.Jobs;

/// <summary>
/// Copies a device, and what the guest writes meanwhile, until the target has caught up; then it waits to be completed, which puts
/// the target in the place of the source, or cancelled, which does not. Serves drive-mirror, and block-commit of the active layer.
/// </summary>
internal sealed class MirrorJob : BlockJob
{
    /// <summary>How often in a second a full buffer comes to the target.</summary>
    private const long BuffersPerSecond = 1000;

    private readonly MirrorPlan _plan;
    private bool _isCompleting;
    private bool _isLeaving;

    public MirrorJob(JobSettings settings, JobSurroundings around, MirrorPlan plan)
        : base(settings, around)
    {
        _plan = plan;
        Pending = Dirty(plan.First);
    }

    public override long Length => Copied + Pending.Length;

    public override long Offset => Copied;

    public override BlockNode Target => _plan.Target;

    public override DirtyBitmap Bitmap => new(Pending.Length, _plan.Granularity);

    protected override IEnumerable<BlockNode> Sources => _plan.Source.Chain.TakeWhile(n => n != _plan.Target);

    protected override long Unit => _plan.Granularity;

    /// <summary>No more than the buffer is under way.</summary>
    protected override long Ceiling => (long)Int128.Min(StorageRate, (Int128)Math.Max(_plan.BufferSize, _plan.Granularity) * BuffersPerSecond);

    protected override bool IsIdle => IsReady && !_isCompleting && !_isLeaving;

    /// <summary>Lets the target take the place of the source, as soon as it is as the source and the job is not paused.</summary>
    public void Complete()
    {
        _isCompleting = true;
        Move();
    }

    /// <summary>A job that is ready lets the target catch up, and ends well without being put in place.</summary>
    public override void Cancel()
    {
        if (!IsReady)
        {
            base.Cancel();
            return;
        }

        (_isLeaving, _isCompleting) = (true, false);
        Resume();
    }

    protected override void Open() => _plan.Open();

    protected override void OnGuestWrite(Extents written) => Pending = Pending.Union(Dirty(written));

    protected override void OnCaughtUp()
    {
        if (!IsReady)
        {
            IsReady = true;
            Emit("BLOCK_JOB_READY");
        }

        if (_isCompleting || _isLeaving)
        {
            End(JobEnd.Completed);
        }
    }

    protected override void Close(JobEnd end)
    {
        if (end == JobEnd.Completed && _isCompleting)
        {
            _plan.Switch();
        }
        else
        {
            _plan.Leave();
        }
    }

    private Extents Dirty(Extents written)
    {
        long size = _plan.Source.Image.VirtualSize;
        return written.RoundOut(_plan.Granularity, size).Intersect(Extents.Of(0, size));
    }
}
