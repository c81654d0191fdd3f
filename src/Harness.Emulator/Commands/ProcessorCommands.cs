using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>Virtual CPUs, I/O threads and what is emulated.</summary>
internal sealed class ProcessorCommands(Machine machine)
{
    [QmpCommand("cpu")]
    private Reply Select(Arguments arguments)
    {
        long index = arguments.Int("index");
        if (machine.Processors.Find(index) is null)
        {
            return Reply.Error($"there is no CPU {index}");
        }

        machine.Processors.Select(index);
        return Reply.Empty;
    }

    [QmpCommand("cpu-add")]
    private Reply Add(Arguments arguments)
    {
        long id = arguments.Int("id");
        Processors processors = machine.Processors;
        string? why = !processors.CanAdd ? "Not supported: the machine takes no CPU while it runs"
            : id < 0 || id >= processors.Maximum ? $"Unable to add CPU: {id}, max allowed: {processors.Maximum - 1}"
            : processors.Find(id) is not null ? $"Unable to add CPU: {id}, it already exists"
            : null;
        if (why is not null)
        {
            return Reply.Error(why);
        }

        processors.Add(id);
        return Reply.Empty;
    }

    [QmpCommand("query-cpus")]
    private Reply QueryCpus(Arguments arguments) => Reply.Array(data =>
    {
        foreach (VirtualCpu cpu in machine.Processors.Cpus)
        {
            data.BeginObject();
            data.Int("CPU", cpu.Index);
            data.Bool("current", cpu.Index == machine.Processors.Current);
            data.Bool("halted", cpu.Halted);
            machine.Processors.WriteCounter(data, cpu);
            data.Int("thread_id", cpu.Thread);
            data.EndObject();
        }
    });

    [QmpCommand("query-iothreads")]
    private Reply QueryIoThreads(Arguments arguments) => Reply.Array(data =>
    {
        foreach (IoThread thread in machine.Processors.IoThreads)
        {
            data.BeginObject();
            data.String("id", thread.Id);
            data.Int("thread-id", thread.Thread);
            data.EndObject();
        }
    });

    [QmpCommand("query-target")]
    private Reply QueryTarget(Arguments arguments) => Reply.Object(data => data.String("arch", machine.Processors.Architecture));
}
