using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands;

/// <summary>The NBD server and what it exports.</summary>
internal sealed class NbdCommands(Machine machine)
{
    private const string NotRunning = "NBD server not running";

    [QmpCommand("nbd-server-start")]
    private Reply Start(Arguments arguments)
    {
        Arguments address = arguments.Object("addr");
        if (machine.Nbd.IsRunning)
        {
            return Reply.Error("NBD server already running");
        }

        if (WhyNotAt(address.String("type"), address.Object("data")) is { } why)
        {
            return Reply.Error(why);
        }

        machine.Nbd.Start();
        return Reply.Empty;
    }

    [QmpCommand("nbd-server-add")]
    private Reply Add(Arguments arguments)
    {
        string name = arguments.String("device");
        bool writable = arguments.Bool("writable", false);
        if (!machine.Nbd.IsRunning)
        {
            return Reply.Error(NotRunning);
        }

        BlockDevice device = machine.Block.Device(name);
        BlockGraph.Medium(device);
        if (machine.Nbd.FindExport(device) is not null)
        {
            return Reply.Error($"Block export id '{name}' is already in use");
        }

        machine.Nbd.Export(device, writable);
        return Reply.Empty;
    }

    [QmpCommand("nbd-server-stop")]
    private Reply Stop(Arguments arguments)
    {
        if (!machine.Nbd.IsRunning)
        {
            return Reply.Error(NotRunning);
        }

        machine.Nbd.Stop();
        return Reply.Empty;
    }

    private string? WhyNotAt(string type, Arguments data) => type switch
    {
        "inet" when data.OptionalBool("ipv4") == false && data.OptionalBool("ipv6") == false => "Cannot disable IPv4 and IPv6 at same time",
        "inet" => machine.Nbd.WhyNotInternet(data.String("host"), data.String("port"), data.OptionalInt("to")),
        "unix" => machine.Nbd.WhyNotPath(data.String("path")),
        "fd" => machine.Nbd.WhyNotDescriptor(data.String("str")),
        _ => throw new RefusedException($"Parameter 'addr.type' does not accept value '{type}'"),
    };
}
