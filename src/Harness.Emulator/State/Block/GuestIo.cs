using System.Diagnostics;

using Harness.Emulator.Clock;
using Harness.Emulator.Events;

namespace Harness.Emulator.State.Block;

/// <summary>
/// What the guest does with its drives, and when: nothing else plays a guest. List <c>guest</c> of the section <c>block</c>:
/// <c>[ { "after": MILLISECONDS, "device": NAME, "does": WORD, "offset": BYTES, "bytes": BYTES, "fails": "nospace" } ]</c>. A
/// guest that does not run at that time does nothing.
/// </summary>
internal sealed class GuestIo
{
    /// <summary>Nanoseconds that a request takes.</summary>
    private const long RequestTime = 100_000;

    private static readonly string[] _deeds = ["read", "write", "flush", "open-tray", "close-tray", "lock", "unlock", "corrupt"];
    private static readonly string[] _failures = ["", "failed", "nospace"];

    private readonly RunState _runState;
    private readonly EventSender _events;

    public GuestIo(IReadOnlyList<MachineSection> deeds, BlockGraph graph, RunState runState, Scheduler scheduler, EventSender events)
    {
        _runState = runState;
        _events = events;
        foreach (MachineSection section in deeds)
        {
            Deed deed = new(
                _deeds[section.OneOf("does", 0, _deeds)],
                section.Int("offset", 0, 0, 1L << 60),
                section.Int("bytes", 512, 1, 1L << 40),
                _failures[section.OneOf("fails", 0, _failures)]);
            BlockDevice device = graph.FindDevice(section.RequiredString("device")) ?? throw section.Wrong("device", "a block device");
            scheduler.After(TimeSpan.FromMilliseconds(section.Int("after", 0, 0, int.MaxValue)), () => Do(device, deed));
        }
    }

    private void Do(BlockDevice device, Deed deed)
    {
        if (!_runState.IsRunning)
        {
            return;
        }

        switch (deed.Word)
        {
            case "open-tray" or "close-tray":
                device.MoveTray(deed.Word == "open-tray", _events);
                break;
            case "lock" or "unlock":
                device.IsLocked = deed.Word == "lock";
                break;
            default:
                if (device.Medium is { } medium)
                {
                    Access(device, medium, deed);
                }

                break;
        }
    }

    private void Access(BlockDevice device, BlockNode medium, Deed deed)
    {
        if (deed.Failure.Length > 0)
        {
            Fail(device, deed);
            return;
        }

        switch (deed.Word)
        {
            case "read":
                medium.Counters.CountRead(deed.Bytes, RequestTime);
                medium.Protocol?.Counters.CountRead(deed.Bytes, RequestTime);
                break;
            case "write":
                Extents written = Extents.Of(deed.Offset, deed.Offset + deed.Bytes);
                device.Job?.BeforeWrite(written);
                medium.Image.Allocate(written);
                medium.Wrote(deed.Offset, deed.Bytes, RequestTime, _events);
                break;
            case "flush":
                medium.Counters.CountFlush(RequestTime);
                medium.Protocol?.Counters.CountFlush(RequestTime);
                break;
            case "corrupt":
                Corrupt(device, medium, deed);
                break;
            default:
                throw new UnreachableException(deed.Word);
        }
    }

    private void Corrupt(BlockDevice device, BlockNode medium, Deed deed)
    {
        medium.Image.IsCorrupt = true;
        _events.Emit("BLOCK_IMAGE_CORRUPTED", data =>
        {
            data.String("device", device.Name);
            data.String("msg", "an access would overwrite metadata");
            data.Int("offset", deed.Offset);
            data.Int("size", deed.Bytes);
            data.Bool("fatal", true);
        });
    }

    /// <summary>The event comes before that of the stop which it causes.</summary>
    private void Fail(BlockDevice device, Deed deed)
    {
        bool noSpace = deed.Failure == "nospace";
        string rule = deed.Word == "read" ? device.OnReadError : device.OnWriteError;
        string action = rule == "enospc" ? (noSpace ? "stop" : "report") : rule;
        if (action == "stop")
        {
            device.IoStatus = deed.Failure;
        }

        _events.Emit("BLOCK_IO_ERROR", data =>
        {
            data.String("device", device.Name);
            data.String("operation", deed.Word == "read" ? "read" : "write");
            data.String("action", action);
            data.OptionalBool("nospace", device.ShowsIoStatus ? noSpace : null);
            data.String("reason", noSpace ? "No space left on device" : "Input/output error");
        });
        if (action == "stop")
        {
            _runState.StopAs(RunStatus.IoError);
        }
    }

    private sealed record Deed(string Word, long Offset, long Bytes, string Failure);
}
