using System.Text.Json;

namespace Harness.Emulator.Commands.Human;

/// <summary>The topic of <c>info</c> about the PCI buses.</summary>
internal static class PciTopic
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("pci", "PCI buses and their devices", call => call.List("query-pci").SelectMany(bus => bus.Items("devices")).SelectMany(Device)),
    ];

    private static IEnumerable<string> Device(JsonElement device)
    {
        JsonElement kind = device.GetProperty("class_info");
        JsonElement id = device.GetProperty("id");
        yield return $"  Bus {device.Int("bus"),2}, device {device.Int("slot"),3}, function {device.Int("function")}:";
        yield return $"    {kind.Text("desc") ?? $"Class {kind.Int("class"):D4}"}: PCI device {id.Int("vendor"):x4}:{id.Int("device"):x4}";
        if (device.Member("irq") is { } irq)
        {
            yield return $"      IRQ {irq.GetInt64()}.";
        }

        JsonElement? bridge = device.Member("pci_bridge");
        IEnumerable<string> details = (bridge is { } own ? Bridge(own.GetProperty("bus")) : [])
            .Concat(device.Items("regions").Select(Region))
            .Append($"      id \"{device.Text("qdev_id")}\"")
            .Concat(bridge is { } behind ? behind.Items("devices").SelectMany(Device) : []);
        foreach (string line in details)
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Bridge(JsonElement bus) =>
    [
        $"      BUS {bus.Int("number")}.",
        $"      secondary bus {bus.Int("secondary")}.",
        $"      subordinate bus {bus.Int("subordinate")}.",
        $"      IO range [0x{Base(bus, "io_range"):x4}, 0x{Limit(bus, "io_range"):x4}]",
        $"      memory range [0x{Base(bus, "memory_range"):x8}, 0x{Limit(bus, "memory_range"):x8}]",
        $"      prefetchable memory range [0x{Base(bus, "prefetchable_range"):x8}, 0x{Limit(bus, "prefetchable_range"):x8}]",
    ];

    private static long Base(JsonElement bus, string range) => bus.GetProperty(range).Int("base");

    private static long Limit(JsonElement bus, string range) => bus.GetProperty(range).Int("limit");

    private static string Region(JsonElement region)
    {
        long first = region.Int("address");
        long last = unchecked(first + region.Int("size") - 1);
        return region.Text("type") == "io"
            ? $"      BAR{region.Int("bar")}: I/O at 0x{first:x4} [0x{last:x4}]."
            : $"      BAR{region.Int("bar")}: {(region.Flag("mem_type_64") ? 64 : 32)} bit{(region.Flag("prefetch") ? " prefetchable" : "")} memory at 0x{first:x8} [0x{last:x8}].";
    }
}
