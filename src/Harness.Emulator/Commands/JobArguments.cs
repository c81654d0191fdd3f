using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;
using Harness.Emulator.State.Block.Jobs;

namespace Harness.Emulator.Commands;

/// <summary>The checks that all commands share which start a block job.</summary>
internal static class JobArguments
{
    public const string NegativeSpeed = "Parameter 'speed' expects a non-negative value";

    /// <summary>The device that a job is to work on: with a medium, and no job.</summary>
    /// <exception cref="RefusedException">It is not so.</exception>
    public static BlockDevice FreeDevice(Machine machine, string name)
    {
        BlockDevice device = machine.Block.Device(name);
        BlockNode medium = BlockGraph.Medium(device);
        return machine.Block.WhyBusy(medium) is { } busy ? throw new RefusedException(busy) : device;
    }

    /// <summary>Speed and rules for errors.</summary>
    /// <param name="onSource">Name of the argument for errors of the device itself; the other is <c>on-target-error</c>.</param>
    /// <exception cref="RefusedException">The speed is negative, or the device cannot stop on errors.</exception>
    public static JobSettings Settings(string type, BlockDevice device, Arguments arguments, string onSource)
    {
        long speed = arguments.Int("speed", 0);
        string source = arguments.OptionalString(onSource) ?? "report";
        string target = arguments.OptionalString("on-target-error") ?? (onSource == "on-error" ? source : "report");
        return speed < 0 ? throw new RefusedException(NegativeSpeed)
            : source is "stop" or "enospc" && !device.ShowsIoStatus ? throw new RefusedException($"Invalid parameter '{onSource}'")
            : new JobSettings(type, device, speed, source, target);
    }
}
