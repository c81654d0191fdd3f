using Harness.Emulator.Output;

namespace Harness.Emulator.State.Block;

/// <summary>Writes QAPI <c>BlockStats</c>.</summary>
internal static class BlockCountersWriter
{
    private static readonly BlockCounters _none = new();

    /// <param name="node">Null for a device without medium, which has done nothing.</param>
    public static void Write(DataWriter data, BlockNode? node, bool withBacking)
    {
        data.OptionalString("node-name", node?.Name);
        data.BeginObject("stats");
        (node?.Counters ?? _none).Write(data);
        data.EndObject();
        WriteBelow(data, "parent", node?.Protocol, withBacking);
        if (withBacking)
        {
            WriteBelow(data, "backing", node?.Backing, withBacking);
        }
    }

    private static void WriteBelow(DataWriter data, string member, BlockNode? node, bool withBacking)
    {
        if (node is not null)
        {
            data.BeginObject(member);
            Write(data, node, withBacking);
            data.EndObject();
        }
    }
}
