using Harness.Emulator.Events;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.State.Block;

/// <summary>A block device as the guest sees it, with its medium if there is one in it.</summary>
internal sealed class BlockDevice(string name)
{
    private readonly List<Action> _onRemoval = [];

    public string Name { get; } = name;

    public bool IsRemovable { get; init; } = true;

    public bool HasTray { get; init; }

    public bool IsTrayOpen { get; set; }

    /// <summary>Whether the guest has locked the medium.</summary>
    public bool IsLocked { get; set; }

    /// <summary>Whether media in it can only be read.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether its kind of device reports how I/O went.</summary>
    public bool CanReportIo { get; init; }

    /// <summary>How the last I/O went: <c>ok</c>, <c>failed</c> or <c>nospace</c>.</summary>
    public string IoStatus { get; set; } = "ok";

    /// <summary>What happens when a read fails.</summary>
    public string OnReadError { get; init; } = "report";

    public string OnWriteError { get; init; } = "enospc";

    /// <summary>Whether its I/O status is shown: the machine must be set to stop on errors.</summary>
    public bool ShowsIoStatus => CanReportIo && (OnWriteError is "enospc" or "stop" || OnReadError == "stop");

    public IoLimits Limits { get; set; } = IoLimits.None;

    /// <summary>The medium; null for none.</summary>
    public BlockNode? Medium { get; set; }

    public List<DirtyBitmap> DirtyBitmaps { get; } = [];

    /// <summary>The block job that works on it; null for none.</summary>
    public BlockJob? Job { get; set; }

    /// <summary>The job of another device that writes its medium; null for none.</summary>
    public BlockJob? TargetOf { get; set; }

    /// <summary>What is to be done once when its medium is removed.</summary>
    public void OnRemoval(Action action) => _onRemoval.Add(action);

    /// <summary>Takes the medium out, and says so to those who use it.</summary>
    public void RemoveMedium()
    {
        Medium = null;
        Action[] actions = [.. _onRemoval];
        _onRemoval.Clear();
        foreach (Action action in actions)
        {
            action();
        }
    }

    /// <summary>Moves the tray and says so; nothing happens when it is there already, or when there is none.</summary>
    public void MoveTray(bool open, EventSender events)
    {
        if (HasTray && IsTrayOpen != open)
        {
            IsTrayOpen = open;
            events.Emit("DEVICE_TRAY_MOVED", data =>
            {
                data.String("device", Name);
                data.Bool("tray-open", open);
            });
        }
    }
}

/// <param name="Count">How much is dirty, in bytes.</param>
/// <param name="Granularity">How much a bit stands for, in bytes.</param>
internal sealed record DirtyBitmap(long Count, long Granularity);
