using System.Diagnostics;

using Harness.Emulator.Clock;
using Harness.Emulator.Output;

namespace Harness.Emulator.State.Block.Jobs;

/// <summary>
/// A job that copies data of a block device. What it has copied follows from the clock whenever somebody looks; scheduled are
/// only the moments at which something happens: an error, the end of what there is to copy.
/// </summary>
internal abstract class BlockJob(JobSettings settings, JobSurroundings around)
{
    /// <summary>What the storage copies in a second where no speed is set.</summary>
    public const long StorageRate = 1L << 30;

    private readonly Pace _pace = new(around.Clock);
    private ScheduledAction? _next;
    private bool _isCancelled;

    public string Type => settings.Type;

    public BlockDevice Device => settings.Device;

    /// <summary>The highest, in bytes a second; 0 for no limit.</summary>
    public long Speed { get; private set; } = settings.Speed;

    public bool IsPaused { get; private set; }

    /// <summary>Whether it has caught up and can be completed.</summary>
    public bool IsReady { get; protected set; }

    public bool HasEnded { get; private set; }

    /// <summary>How its last I/O went: <c>ok</c>, <c>failed</c> or <c>nospace</c>.</summary>
    public string IoStatus { get; private set; } = "ok";

    public bool IsBusy => !IsPaused && !Pending.IsEmpty;

    /// <summary>The offset at which it is done.</summary>
    public abstract long Length { get; }

    /// <summary>How far it has come.</summary>
    public abstract long Offset { get; }

    /// <summary>The node that it writes.</summary>
    public abstract BlockNode Target { get; }

    /// <summary>Whose writes are to be copied, as query-block shows it; null for a job without.</summary>
    public virtual DirtyBitmap? Bitmap => null;

    protected JobSurroundings Around => around;

    /// <summary>What is to be copied.</summary>
    protected Extents Pending { get; set; } = Extents.None;

    /// <summary>Bytes copied so far.</summary>
    protected long Copied { get; set; }

    /// <summary>The nodes that it reads, top first.</summary>
    protected abstract IEnumerable<BlockNode> Sources { get; }

    /// <summary>How many bytes it copies at once.</summary>
    protected abstract long Unit { get; }

    /// <summary>What it can copy in a second without a speed.</summary>
    protected virtual long Ceiling => StorageRate;

    /// <summary>Whether it waits, with nothing to copy, for somebody else.</summary>
    protected virtual bool IsIdle => false;

    public void Start()
    {
        Device.Job = this;
        Open();
        Move();
    }

    public void Pause()
    {
        Settle();
        IsPaused = true;
        Move();
    }

    public void Resume()
    {
        IsPaused = false;
        IoStatus = "ok";
        Move();
    }

    /// <summary>Sets the I/O status back; a job that an error paused stays paused.</summary>
    public void ForgetError() => IoStatus = "ok";

    public void SetSpeed(long speed)
    {
        Settle();
        Speed = speed;
        Move();
    }

    /// <summary>Ends it, paused or not, right after the command in hand.</summary>
    public virtual void Cancel()
    {
        Settle();
        _isCancelled = true;
        Schedule(TimeSpan.Zero, () => End(JobEnd.Cancelled));
    }

    /// <summary>Ends it at once, ready or not.</summary>
    public void CancelNow()
    {
        Settle();
        End(JobEnd.Cancelled);
    }

    /// <summary>The guest is about to write there.</summary>
    public void BeforeWrite(Extents written)
    {
        Settle();
        OnGuestWrite(written);
        Move();
    }

    /// <summary>Writes QAPI <c>BlockJobInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        Settle();
        WriteProgress(data);
        data.Bool("busy", IsBusy);
        data.Bool("paused", IsPaused);
        data.String("io-status", IoStatus);
        data.Bool("ready", IsReady);
    }

    /// <summary>Takes what it works with.</summary>
    protected virtual void Open()
    {
    }

    protected abstract void OnGuestWrite(Extents written);

    /// <summary>Everything is copied.</summary>
    protected abstract void OnCaughtUp();

    /// <summary>Data was left out because its error is ignored.</summary>
    protected virtual void OnIgnored(string error)
    {
    }

    /// <summary>Puts the nodes where they belong when the job is over.</summary>
    protected abstract void Close(JobEnd end);

    protected void End(JobEnd end, string? error = null)
    {
        HasEnded = true;
        _next?.Cancel();
        _pace.Reset();
        Device.Job = null;
        Close(end);
        Emit(end == JobEnd.Cancelled ? "BLOCK_JOB_CANCELLED" : "BLOCK_JOB_COMPLETED", error);
    }

    protected void Emit(string name, string? error = null) => around.Events.Emit(name, data =>
    {
        WriteProgress(data);
        data.OptionalString("error", error);
    });

    /// <summary>Looks at what there is to do, and schedules what comes next.</summary>
    protected void Move()
    {
        if (HasEnded || _isCancelled)
        {
            return;
        }

        _next?.Cancel();
        if (IsPaused || (Pending.IsEmpty && IsIdle))
        {
            _pace.Reset();
            return;
        }

        _pace.Go(Speed == 0 ? Ceiling : Math.Min(Speed, Ceiling));
        Schedule(_pace.Until(BytesToStop()), Arrive);
    }

    private static string Describe(FileFault fault) => fault.IsNoSpace ? "No space left on device" : "Input/output error";

    private void Schedule(TimeSpan delay, Action action)
    {
        _next?.Cancel();
        _next = around.Scheduler.After(delay, action);
    }

    private void WriteProgress(DataWriter data)
    {
        data.String("type", Type);
        data.String("device", Device.Name);
        data.Int("len", Length);
        data.Int("offset", Offset);
        data.Int("speed", Speed);
    }

    /// <summary>Copies what the clock has allowed by now, in whole units.</summary>
    private void Settle()
    {
        if (!HasEnded && !_isCancelled)
        {
            long allowed = Math.Min(_pace.Available, BytesToStop());
            Copy(allowed - (allowed % Unit));
        }
    }

    private void Copy(long bytes)
    {
        Extents copied = Pending.TakeFirst(bytes);
        Pending = Pending.Except(copied);
        Copied += bytes;
        Target.Image.Allocate(copied);
        _pace.Take(bytes);
    }

    private void Arrive()
    {
        Copy(BytesToStop());
        _pace.Reset();
        if (NextFault() is { } fault)
        {
            Fail(fault.Fault, fault.Where);
        }
        else
        {
            OnCaughtUp();
        }
    }

    private long BytesToStop() => NextFault() is { } fault ? Pending.Intersect(Extents.Of(0, fault.Where.First)).Length : Pending.Length;

    private (FileFault Fault, Extents Where)? NextFault()
    {
        (FileFault, Extents Where)? first = around.Files.FindFault(Target.FileName, isRead: false, Pending);
        Extents wanted = Pending;
        foreach (BlockNode source in Sources)
        {
            Extents read = wanted.Intersect(source.Image.Data);
            if (around.Files.FindFault(source.FileName, isRead: true, read) is { } found && (first is null || found.Where.First < first.Value.Where.First))
            {
                first = found;
            }

            wanted = wanted.Except(read);
        }

        return first;
    }

    /// <summary>What was ready must catch up again.</summary>
    private void Fail(FileFault fault, Extents where)
    {
        fault.Happen();
        string rule = fault.IsRead ? settings.OnSourceError : settings.OnTargetError;
        string action = rule == "enospc" ? (fault.IsNoSpace ? "stop" : "report") : rule;
        IsReady = false;
        around.Events.Emit("BLOCK_JOB_ERROR", data =>
        {
            data.String("device", Device.Name);
            data.String("operation", fault.IsRead ? "read" : "write");
            data.String("action", action);
        });
        switch (action)
        {
            case "stop":
                IoStatus = fault.IsNoSpace ? "nospace" : "failed";
                Pause();
                break;
            case "ignore":
                Pending = Pending.Except(where);
                Copied += where.Length;
                OnIgnored(Describe(fault));
                Move();
                break;
            case "report":
                End(JobEnd.Failed, Describe(fault));
                break;
            default:
                throw new UnreachableException(action);
        }
    }
}
