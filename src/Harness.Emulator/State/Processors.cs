using Harness.Emulator.Output;

namespace Harness.Emulator.State;

/// <summary>
/// Virtual CPUs and the threads that serve devices; section <c>processors</c>:
/// <c>{ "architecture": "x86_64", "max": 255, "can-add": true, "cpus": [ … ], "iothreads": [ … ] }</c>.
/// </summary>
internal sealed class Processors
{
    /// <summary>First thread id that is made up; those of the machine file are its own.</summary>
    private const long FirstThread = 3134;

    private readonly List<VirtualCpu> _cpus;
    private readonly List<IoThread> _ioThreads;

    public Processors(MachineSection section)
    {
        Architecture = section.String("architecture", "x86_64");
        CanAdd = section.Bool("can-add", true);
        _cpus = [.. section.Objects("cpus").Select((cpu, index) => new VirtualCpu(
            index,
            cpu.Int("thread", FirstThread + index, 1),
            cpu.Bool("halted", false),
            cpu.Int("pc", 0, 0)))];
        if (_cpus.Count == 0)
        {
            _cpus.Add(new VirtualCpu(0, FirstThread, false, 0));
        }

        _ioThreads = [.. section.Objects("iothreads").Select((thread, index) => new IoThread(thread.RequiredString("id"), thread.Int("thread", FirstThread + 100 + index, 1)))];
        Maximum = section.Int("max", Math.Max(_cpus.Count, 255), _cpus.Count);
    }

    public string Architecture { get; }

    /// <summary>Whether the machine takes CPUs while it runs.</summary>
    public bool CanAdd { get; }

    /// <summary>The most CPUs that the machine can have.</summary>
    public long Maximum { get; }

    /// <summary>By index.</summary>
    public IReadOnlyList<VirtualCpu> Cpus => _cpus;

    public IReadOnlyList<IoThread> IoThreads => _ioThreads;

    /// <summary>Index of the CPU that commands are about which name none.</summary>
    public long Current { get; private set; }

    public VirtualCpu? Find(long index) => _cpus.Find(c => c.Index == index);

    public void Select(long index) => Current = index;

    public void Add(long id)
    {
        _cpus.Add(new VirtualCpu(id, FirstThread + id, true, 0));
        _cpus.Sort((a, b) => a.Index.CompareTo(b.Index));
    }

    public void AddIoThread(string id) => _ioThreads.Add(new IoThread(id, FirstThread + 100 + _ioThreads.Count));

    public bool RemoveIoThread(string id) => _ioThreads.RemoveAll(t => t.Id == id) > 0;

    /// <summary>The members in which a CPU of this architecture says where it executes.</summary>
    public void WriteCounter(DataWriter data, VirtualCpu cpu)
    {
        switch (Architecture)
        {
            case "i386" or "x86_64":
                data.Int("pc", cpu.ProgramCounter);
                break;
            case "ppc" or "ppc64" or "ppcemb":
                data.Int("nip", cpu.ProgramCounter);
                break;
            case "sparc" or "sparc64":
                data.Int("pc", cpu.ProgramCounter);
                data.Int("npc", cpu.ProgramCounter + 4);
                break;
            case "mips" or "mipsel" or "mips64" or "mips64el":
                data.Int("PC", cpu.ProgramCounter);
                break;
            default:
                break;
        }
    }
}

/// <param name="Thread">Id of the host's thread that executes it.</param>
/// <param name="ProgramCounter">Where it executes.</param>
internal sealed record VirtualCpu(long Index, long Thread, bool Halted, long ProgramCounter);

internal sealed record IoThread(string Id, long Thread);
