using System.Globalization;

using Harness.Emulator.Output;

namespace Harness.Emulator.State;

/// <summary>The machine's memory, its backends and modules; section <c>memory</c>.</summary>
internal sealed class Memory
{
    private const long DefaultSize = 128L * 1024 * 1024;

    private readonly List<MemoryBackend> _backends;
    private readonly List<MemoryModule> _modules;

    public Memory(MachineSection section)
    {
        Size = section.Int("size", DefaultSize, 1);
        DumpFormats = section.Has("dump-formats") ? section.Strings("dump-formats") : ["elf", "kdump-zlib"];
        _backends = [.. section.Objects("backends").Select(MemoryBackend.Read)];
        _modules = [.. section.Objects("modules").Select(MemoryModule.Read)];
    }

    /// <summary>Bytes of RAM that the machine was started with, from physical address 0.</summary>
    public long Size { get; }

    /// <summary>What <c>dump-guest-memory</c> was built to write.</summary>
    public IReadOnlyList<string> DumpFormats { get; }

    /// <summary>Newest last.</summary>
    public IReadOnlyList<MemoryBackend> Backends => _backends;

    public IReadOnlyList<MemoryModule> Modules => _modules;

    public void Add(MemoryBackend backend) => _backends.Add(backend);

    /// <summary>Puts a backend in the place of that of the same ID.</summary>
    public void Replace(MemoryBackend backend) => _backends[_backends.FindIndex(b => b.Id == backend.Id)] = backend;

    public bool RemoveBackend(string id) => _backends.RemoveAll(b => b.Id == id) > 0;

    public void Add(MemoryModule module) => _modules.Add(module);

    public bool RemoveModule(string id) => _modules.RemoveAll(m => m.Id == id) > 0;

    /// <summary>Why a range is not all physical memory; null when it is.</summary>
    public string? WhyNotMapped(long begin, long length)
    {
        bool inRam = begin >= 0 && length >= 0 && length <= Size && begin <= Size - length;
        bool inModule = _modules.Any(m => begin >= m.Address && length >= 0 && length <= m.Size && begin - m.Address <= m.Size - length);
        return inRam || inModule ? null : string.Create(CultureInfo.InvariantCulture, $"there is no memory at address {begin} of {length} bytes");
    }
}

/// <summary>Memory of the host that is meant for a guest: an object <c>memory-backend-ram</c> or <c>memory-backend-file</c>.</summary>
internal sealed record MemoryBackend(string? Id, long Size, bool Merge, bool Dump, bool Prealloc, IReadOnlyList<long> HostNodes, string Policy)
{
    public static IReadOnlyList<string> Policies { get; } = ["default", "preferred", "bind", "interleave"];

    public static MemoryBackend Read(MachineSection section) => new(
        section.OptionalString("id"),
        section.Int("size", 0, 1),
        section.Bool("merge", true),
        section.Bool("dump", true),
        section.Bool("prealloc", false),
        section.Ints("host-nodes"),
        Policies[section.OneOf("policy", 0, Policies)]);

    /// <summary>Writes the members of QAPI <c>Memdev</c>.</summary>
    public void Write(DataWriter data)
    {
        data.Int("size", Size);
        data.Bool("merge", Merge);
        data.Bool("dump", Dump);
        data.Bool("prealloc", Prealloc);
        data.BeginArray("host-nodes");
        foreach (long node in HostNodes)
        {
            data.Int(node);
        }

        data.EndArray();
        data.String("policy", Policy);
    }
}

/// <summary>A memory module: a device <c>pc-dimm</c>.</summary>
internal sealed record MemoryModule(string? Id, long Address, long Size, long Slot, long Node, string Backend, bool Hotplugged, bool Hotpluggable)
{
    public static MemoryModule Read(MachineSection section) => new(
        section.OptionalString("id"),
        section.Int("addr", 0, 0),
        section.Int("size", 0, 1),
        section.Int("slot", 0, 0),
        section.Int("node", 0, 0),
        section.RequiredString("memdev"),
        section.Bool("hotplugged", false),
        section.Bool("hotpluggable", true));

    /// <summary>Writes the members of QAPI <c>PCDIMMDeviceInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.OptionalString("id", Id);
        data.Int("addr", Address);
        data.Int("size", Size);
        data.Int("slot", Slot);
        data.Int("node", Node);
        data.String("memdev", Backend);
        data.Bool("hotplugged", Hotplugged);
        data.Bool("hotpluggable", Hotpluggable);
    }
}
