using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Qom;

namespace Harness.Emulator.Commands;

/// <summary>The PCI bus and its devices.</summary>
internal sealed class PciCommands(Machine machine)
{
    /// <summary>There is one bus that is not behind a bridge.</summary>
    [QmpCommand("query-pci")]
    private Reply Query(Arguments arguments) => Reply.Array(data =>
    {
        data.BeginObject();
        data.Int("bus", 0);
        data.BeginArray("devices");
        foreach (PciDevice device in machine.Pci.Devices)
        {
            data.BeginObject();
            device.Write(data);
            data.EndObject();
        }

        data.EndArray();
        data.EndObject();
    });
}
