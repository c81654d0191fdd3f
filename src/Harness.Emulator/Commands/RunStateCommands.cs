using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>Commands that stop, start, reset and end the machine.</summary>
internal sealed class RunStateCommands(Machine machine)
{
    /// <summary>Kept because no command is asked more often.</summary>
    private readonly Reply _status = Reply.Object(machine.RunState.Write);

    [QmpCommand("quit")]
    private Reply Quit(Arguments arguments)
    {
        machine.Quit();
        return Reply.Empty;
    }

    /// <summary>Stopping what does not run is no error and changes nothing.</summary>
    [QmpCommand("stop")]
    private Reply Stop(Arguments arguments)
    {
        machine.RunState.Stop();
        return Reply.Empty;
    }

    [QmpCommand("cont")]
    private Reply Continue(Arguments arguments)
    {
        if (machine.Block.DeviceWithoutPassword is { } device)
        {
            return Reply.Error(ErrorClass.DeviceEncrypted, $"'{device.Name}' ({device.Medium!.FileName}) is encrypted");
        }

        if (!machine.RunState.Continue())
        {
            return Reply.Error("the machine must be reset before it can run");
        }

        machine.Block.ForgetErrors();
        return Reply.Empty;
    }

    [QmpCommand("system_reset")]
    private Reply Reset(Arguments arguments)
    {
        machine.Reset();
        return Reply.Empty;
    }

    /// <summary>Asks the guest to power down. Nothing here plays a guest, so the machine runs on.</summary>
    [QmpCommand("system_powerdown")]
    private Reply PowerDown(Arguments arguments)
    {
        machine.Events.Emit("POWERDOWN");
        return Reply.Empty;
    }

    /// <summary>A guest that is not suspended has nothing to wake up from, which 2.3 does not call an error (7.2 does).</summary>
    [QmpCommand("system_wakeup")]
    private Reply WakeUp(Arguments arguments)
    {
        machine.RunState.WakeUp();
        return Reply.Empty;
    }

    [QmpCommand("inject-nmi")]
    private Reply InjectNmi(Arguments arguments) => machine.Board.HasNmi
        ? Reply.Empty
        : Reply.Error("the machine has no way to inject an NMI");

    [QmpCommand("query-status")]
    private Reply QueryStatus(Arguments arguments) => _status;
}
