using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>Balloon, memory backends and modules, and memory written to files.</summary>
internal sealed class MemoryCommands(Machine machine)
{
    [QmpCommand("balloon")]
    private Reply Balloon(Arguments arguments)
    {
        long value = arguments.Int("value");
        if (WhyNoBalloon() is { } error)
        {
            return error;
        }

        if (value <= 0)
        {
            return Reply.Error("the balloon target must be greater than zero");
        }

        machine.Balloon.Ask(value);
        return Reply.Empty;
    }

    [QmpCommand("query-balloon")]
    private Reply QueryBalloon(Arguments arguments) => WhyNoBalloon() ?? Reply.Object(data => data.Int("actual", machine.Balloon.Actual));

    [QmpCommand("memsave")]
    private Reply SaveVirtual(Arguments arguments)
    {
        long val = arguments.Int("val");
        long size = arguments.Int("size");
        string filename = arguments.String("filename");
        long cpu = arguments.Int(arguments.Has("cpu-index") ? "cpu-index" : "cpu", 0);
        return machine.Processors.Find(cpu) is null
            ? Reply.Error($"there is no CPU {cpu}")
            : Save(val, size, filename);
    }

    [QmpCommand("pmemsave")]
    private Reply SavePhysical(Arguments arguments) => Save(arguments.Int("val"), arguments.Int("size"), arguments.String("filename"));

    [QmpCommand("query-memdev")]
    private Reply QueryBackends(Arguments arguments) => Reply.Array(data =>
    {
        foreach (MemoryBackend backend in machine.Memory.Backends)
        {
            data.BeginObject();
            backend.Write(data);
            data.EndObject();
        }
    });

    [QmpCommand("query-memory-devices")]
    private Reply QueryModules(Arguments arguments) => Reply.Array(data =>
    {
        foreach (MemoryModule module in machine.Memory.Modules)
        {
            data.BeginObject();
            data.String("type", "dimm");
            data.BeginObject("data");
            module.Write(data);
            data.EndObject();
            data.EndObject();
        }
    });

    private Reply? WhyNoBalloon() => machine.Balloon switch
    {
        { IsPresent: false } => Reply.Error(ErrorClass.DeviceNotActive, "No balloon device has been activated"),
        { HostCanDoIt: false } when machine.Board.KvmEnabled => Reply.Error(ErrorClass.KvmMissingCap, "Using KVM without synchronous MMU, balloon unavailable"),
        _ => null,
    };

    private Reply Save(long address, long size, string filename)
    {
        if (machine.Files.WhyNotWritable(filename) is { } why)
        {
            return Reply.Error(why);
        }

        if (size < 0 || machine.Memory.WhyNotMapped(address, size) is not null)
        {
            return Reply.Error($"Invalid addr {address} or size {size} specified");
        }

        return machine.Files.Write(filename, size) is { } trouble ? Reply.Error(trouble) : Reply.Empty;
    }
}
