using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Commands;

/// <summary>The NBD server and what it exports.</summary>
internal sealed class NbdCommands(Machine machine)
{
    private const string NotRunning = "NBD server not running";

    /// <summary>A descriptor becomes the server's, and its name is free.</summary>
    [QmpCommand("nbd-server-start")]
    private Reply Start(Arguments arguments, Caller caller)
    {
        Arguments address = arguments.Object("addr");
        if (machine.Nbd.IsRunning)
        {
            return Reply.Error("NBD server already running");
        }

        string type = address.String("type");
        Arguments data = address.Object("data");
        if (WhyNotAt(type, data, caller) is { } why)
        {
            return Reply.Error(why);
        }

        if (type == "fd")
        {
            machine.Descriptors.Close(caller.Monitor, data.String("str"));
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

    private string? WhyNotAt(string type, Arguments data, Caller caller) => type switch
    {
        "inet" when data.OptionalBool("ipv4") == false && data.OptionalBool("ipv6") == false => "Cannot disable IPv4 and IPv6 at same time",
        "inet" => machine.Nbd.WhyNotInternet(data.String("host"), data.String("port"), data.OptionalInt("to")),
        "unix" => machine.Nbd.WhyNotPath(data.String("path")),
        "fd" => machine.Descriptors.Has(caller.Monitor, data.String("str")) ? null : $"File descriptor named '{data.String("str")}' has not been found",
        _ => throw new RefusedException($"Parameter 'addr.type' does not accept value '{type}'"),
    };
}
