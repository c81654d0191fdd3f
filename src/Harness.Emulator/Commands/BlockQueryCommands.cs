using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands;

/// <summary>What there is of block devices and nodes, and what they did.</summary>
internal sealed class BlockQueryCommands(Machine machine)
{
    [QmpCommand("query-block")]
    private Reply QueryDevices(Arguments arguments) => Reply.Array(data =>
    {
        foreach (BlockDevice device in machine.Block.Devices)
        {
            data.BeginObject();
            BlockInfoWriter.Write(data, device);
            data.EndObject();
        }
    });

    [QmpCommand("query-named-block-nodes")]
    private Reply QueryNodes(Arguments arguments) => Reply.Array(data =>
    {
        foreach (BlockNode node in machine.Block.NamedNodes)
        {
            data.BeginObject();
            BlockInfoWriter.Write(data, node, machine.Block.DeviceOf(node)?.Limits ?? IoLimits.None);
            data.EndObject();
        }
    });

    [QmpCommand("query-blockstats")]
    private Reply QueryCounters(Arguments arguments)
    {
        bool nodes = arguments.Bool("query-nodes", false);
        return Reply.Array(nodes ? WriteNodeCounters : WriteDeviceCounters);
    }

    private void WriteNodeCounters(DataWriter data)
    {
        foreach (BlockNode node in machine.Block.NamedNodes)
        {
            data.BeginObject();
            BlockCountersWriter.Write(data, node, withBacking: false);
            data.EndObject();
        }
    }

    private void WriteDeviceCounters(DataWriter data)
    {
        foreach (BlockDevice device in machine.Block.Devices)
        {
            data.BeginObject();
            data.String("device", device.Name);
            BlockCountersWriter.Write(data, device.Medium, withBacking: true);
            data.EndObject();
        }
    }
}
