using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State.Block.Jobs;
using Harness.Session;

namespace Harness.Emulator.State.Block;

/// <summary>
/// The block devices, and the nodes that they stand on. Section <c>block</c>: <c>{ "devices": [ DEVICE… ], "nodes": [ NODE… ],
/// "guest": [ … ] }</c>, where a NODE is <c>{ "options": { … }, "stats": { … }, "protocol-stats": { … } }</c> with the options of blockdev-add; without <c>devices</c> there are the drives of a machine without options.
/// </summary>
internal sealed class BlockGraph
{
    private readonly List<BlockDevice> _devices = [];
    private readonly List<BlockNode> _roots = [];

    public BlockGraph(MachineSection section, FileStore files)
    {
        Opener = new ImageOpener(files);
        foreach (MachineSection node in section.Objects("nodes"))
        {
            _roots.Add(BlockDeviceReader.Open(this, node) ?? throw node.Wrong("options", "there"));
        }

        if (section.Has("devices"))
        {
            foreach (MachineSection device in section.Objects("devices"))
            {
                Add(BlockDeviceReader.Read(this, device));
            }
        }
        else
        {
            _devices.AddRange(BlockDeviceReader.Default());
        }
    }

    public ImageOpener Opener { get; }

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<BlockDevice> Devices => _devices;

    /// <summary>All nodes, each once, a node before those that it stands on.</summary>
    public IEnumerable<BlockNode> Nodes => _devices.Select(d => d.Medium).OfType<BlockNode>().Concat(_roots).SelectMany(n => n.Subtree).Distinct();

    public IEnumerable<BlockNode> NamedNodes => Nodes.Where(n => n.Name is not null);

    public BlockDevice? FindDevice(string name) => _devices.Find(d => d.Name == name);

    public BlockNode? FindNode(string name) => Nodes.FirstOrDefault(n => n.Name == name);

    /// <summary>The block device of that name.</summary>
    /// <exception cref="RefusedException">There is none: DeviceNotFound.</exception>
    public BlockDevice Device(string name) => FindDevice(name) ?? throw new RefusedException($"Device '{name}' not found", ErrorClass.DeviceNotFound);

    /// <summary>The medium of a device.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public static BlockNode Medium(BlockDevice device) => device.Medium ?? throw new RefusedException($"Device '{device.Name}' has no medium");

    /// <summary>The image that is named by its device or by its node; the device is looked for first.</summary>
    /// <exception cref="RefusedException">Nothing has such a name, or there is no medium in the device.</exception>
    public BlockNode Lookup(string? device, string? node)
    {
        if (device is not null && FindDevice(device) is { } found)
        {
            return Medium(found);
        }

        return (node is null ? null : FindNode(node)) ?? throw new RefusedException($"Cannot find device='{device}' nor node-name='{node}'");
    }

    /// <summary>The device whose medium is that node; null for none.</summary>
    public BlockDevice? DeviceOf(BlockNode node) => _devices.Find(d => d.Medium == node);

    /// <summary>Why another user cannot work on a node now; null when one can. Its device's job has it, or it is below another image.</summary>
    public string? WhyBusy(BlockNode node)
    {
        if (_devices.Find(d => (d.Job ?? d.TargetOf) is { } job && (job.Target == node || d.Medium?.Chain.Contains(node) == true)) is { } busy)
        {
            return $"Node '{node.Name ?? DeviceOf(node)?.Name ?? busy.Name}' is busy: block device is in use by block job: {(busy.Job ?? busy.TargetOf)!.Type}";
        }

        return Nodes.FirstOrDefault(n => n.Backing == node || n.Protocol == node) is { } above
            ? $"Node '{node.Name ?? node.FileName}' is busy: node is used as {(above.Backing == node ? "backing hd" : "file")} of '{above.Name ?? above.FileName}'"
            : null;
    }

    /// <summary>Why a new node cannot have that name; null when it can.</summary>
    public string? WhyNotNodeName(string name) =>
        !IsIdentifier(name) ? $"Invalid node-name: '{name}'"
        : FindDevice(name) is not null ? $"node-name={name} is conflicting with a device id"
        : FindNode(name) is not null ? $"Duplicate nodes with node-name='{name}'"
        : null;

    /// <summary>Why a new device cannot have that name; null when it can.</summary>
    public string? WhyNotDeviceName(string name) =>
        !IsIdentifier(name) ? "Parameter 'id' expects an identifier"
        : FindDevice(name) is not null ? $"Device with id '{name}' already exists"
        : FindNode(name) is not null ? $"Device name '{name}' conflicts with an existing node name"
        : null;

    public void Add(BlockDevice device) => _devices.Add(device);

    /// <summary>Takes a device away; its job and whatever else uses its medium ends.</summary>
    public void Remove(BlockDevice device)
    {
        device.Job?.CancelNow();
        device.TargetOf?.CancelNow();
        device.RemoveMedium();
        _devices.Remove(device);
    }

    /// <summary>Takes a node that no device has.</summary>
    public void Add(BlockNode root) => _roots.Add(root);

    /// <summary>Lets a node go that no device has.</summary>
    public void Remove(BlockNode root) => _roots.Remove(root);

    /// <summary>Puts another node wherever a node is used: in its device, in the nodes above it, among those without a device.</summary>
    public void Replace(BlockNode node, BlockNode by)
    {
        List<BlockNode> above = [.. Nodes.Where(n => n != by && n.Children.Contains(node))];
        foreach (BlockNode parent in above)
        {
            parent.Replace(node, by);
        }

        foreach (BlockDevice device in _devices.Where(d => d.Medium == node))
        {
            device.Medium = by;
        }

        int root = _roots.IndexOf(node);
        if (root >= 0)
        {
            _roots[root] = by;
        }
    }

    /// <summary>A device whose image is encrypted and has no password; null for none.</summary>
    public BlockDevice? DeviceWithoutPassword => _devices.Find(d => d.Medium is { } medium && medium.Chain.Any(n => n.NeedsPassword));

    /// <summary>Sets the I/O status of every device and block job back.</summary>
    public void ForgetErrors()
    {
        foreach (BlockDevice device in _devices)
        {
            device.IoStatus = "ok";
            device.Job?.ForgetError();
        }
    }

    /// <summary>Opens the nodes that QAPI <c>BlockdevOptions</c> describe, without taking them.</summary>
    /// <exception cref="RefusedException">It cannot be done.</exception>
    public BlockNode Build(JsonElement options) => new NodeBuilder(this, Opener).Build(new Arguments(options, "options"));

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
}
