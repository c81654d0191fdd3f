using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>PCI buses that are shown wrongly.</summary>
internal static class PciMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Of("query-pci-board-only", "shows no PCI device that has an ID", (bus, device) => Drop(bus, device, (string)device["qdev_id"]! != "")),
        Of("query-pci-no-empty-id", "leaves the ID out where a PCI device has none", (_, device) => RemoveIf(device, "qdev_id", (string)device["qdev_id"]! == "")),
        Of("query-pci-unmapped-at-zero", "says that unmapped regions are at address 0", (_, device) => MapAtZero(device)),
        Of("query-pci-irq-always", "has an interrupt for every PCI device", (_, device) => device["irq"] ??= 0),
        Of("query-pci-flat", "shows nothing behind a bridge", (_, device) => device.Remove("pci_bridge")),
        Of("query-pci-bridge-always", "calls every PCI device a bridge", (_, device) => device["pci_bridge"] ??= new JsonObject()),
    ];

    private static Mutant Of(string id, string description, Action<JsonArray, JsonObject> change) =>
        CommandMutant.Of(id, description, "query-pci", call => Edited.Result(call, result => EachDevice(result, change)));

    private static void EachDevice(JsonNode result, Action<JsonArray, JsonObject> change)
    {
        foreach (JsonArray devices in result.AsArray().Select(bus => bus!["devices"]!.AsArray()))
        {
            foreach (JsonObject device in devices.OfType<JsonObject>().ToArray())
            {
                change(devices, device);
            }
        }
    }

    private static void Drop(JsonArray devices, JsonObject device, bool condition)
    {
        if (condition)
        {
            devices.Remove(device);
        }
    }

    private static void RemoveIf(JsonObject device, string member, bool condition)
    {
        if (condition)
        {
            device.Remove(member);
        }
    }

    private static void MapAtZero(JsonObject device)
    {
        foreach (JsonNode? region in device["regions"]!.AsArray().Where(r => (long)r!["address"]! < 0))
        {
            region!["address"] = 0;
        }
    }
}
