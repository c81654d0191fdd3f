using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Displays;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>The picture of the machine, and the servers by which clients see it.</summary>
internal sealed class DisplayCommands(Machine machine)
{
    private static readonly Reply NoSpice = Reply.Error(ErrorClass.DeviceNotActive, "SPICE is not in use");

    [QmpCommand("screendump")]
    private Reply Screendump(Arguments arguments)
    {
        string name = arguments.String("filename");
        if (machine.Display.Consoles is not [Screen first, ..])
        {
            return Reply.Error("There is no console to take a screendump from");
        }

        byte[] picture = first.ToPpm();
        return machine.Files.Write(name, picture.Length, picture) is { } why ? Reply.Error(why) : Reply.Empty;
    }

    [QmpCommand("query-vnc")]
    private Reply QueryVnc(Arguments arguments) => Reply.Object(data =>
    {
        if (machine.Display.Vnc is { } server)
        {
            server.WriteInfo(data);
        }
        else
        {
            data.Bool("enabled", false);
        }
    });

    [QmpCommand("query-vnc-servers")]
    private Reply QueryVncServers(Arguments arguments) => Reply.Array(data =>
    {
        foreach (VncServer server in machine.Display.VncServers)
        {
            data.BeginObject();
            server.WriteServer(data);
            data.EndObject();
        }
    });

    [QmpCommand("query-spice")]
    private Reply QuerySpice(Arguments arguments) => Reply.Object(data =>
    {
        if (machine.Display.Spice is { } server)
        {
            server.Write(data);
            return;
        }

        data.Bool("enabled", false);
        data.Bool("migrated", false);
        data.String("mouse-mode", "client");
    });

    [QmpCommand("change-vnc-password")]
    private Reply ChangeVncPassword(Arguments arguments) => SetVncPassword(arguments.String("password"));

    [QmpCommand("set_password")]
    private Reply SetPassword(Arguments arguments)
    {
        string password = arguments.String("password");
        string connected = arguments.OptionalString("connected") ?? "keep";
        return arguments.String("protocol") switch
        {
            "spice" => SetSpicePassword(password, connected),
            "vnc" when connected == "keep" => SetVncPassword(password),
            "vnc" => Reply.Error("Invalid parameter 'connected'"),
            _ => Reply.Error("Invalid parameter 'protocol'"),
        };
    }

    /// <summary>A time that is none is accepted, as QEMU does: the password is no longer valid then.</summary>
    [QmpCommand("expire_password")]
    private Reply ExpirePassword(Arguments arguments)
    {
        string time = arguments.String("time");
        string protocol = arguments.String("protocol");
        DisplayPassword? password = protocol == "spice" ? machine.Display.Spice?.Password : machine.Display.Vnc?.Password;
        if (password is null)
        {
            return protocol == "spice" ? NoSpice : Reply.Error("Could not set password expire time");
        }

        password.Expire(time, machine.Environment.Clock.SinceEpoch);
        return Reply.Empty;
    }

    /// <summary>The descriptor is the command's: its name is free afterwards, even if the command fails.</summary>
    /// <summary>The name is free in any case. Who is connected by the descriptor stays so: it is held open, and nothing is said on it.</summary>
    [QmpCommand("add_client")]
    private Reply AddClient(Arguments arguments, Caller caller)
    {
        string protocol = arguments.String("protocol");
        string name = arguments.String("fdname");
        _ = arguments.Bool("skipauth", false);
        bool tls = arguments.Bool("tls", false);
        if (!machine.Descriptors.Has(caller.Monitor, name))
        {
            return Reply.Error($"File descriptor named '{name}' has not been found");
        }

        Reply reply = Join(protocol, tls);
        if (reply.IsError || (protocol == "vnc" && machine.Display.Vnc is null))
        {
            machine.Descriptors.Close(caller.Monitor, name);
        }
        else
        {
            machine.Descriptors.Use(caller.Monitor, name);
        }

        return reply;
    }

    private Reply Join(string protocol, bool tls)
    {
        switch (protocol)
        {
            case "vnc":
                machine.Display.Vnc?.Connect(new VncClient(NetworkEnd.Passed, false, null, null));
                return Reply.Empty;
            case "spice" when machine.Display.Spice is not { }:
                return NoSpice;
            case "spice":
                machine.Display.Spice.Connect(new SpiceChannel(NetworkEnd.Passed, 1, 1, 0, tls));
                return Reply.Empty;
            default:
                return AddToCharacterDevice(protocol);
        }
    }

    [QmpCommand("client_migrate_info")]
    private Reply MigrateClients(Arguments arguments)
    {
        SpiceDestination destination = new(
            arguments.String("hostname"), arguments.OptionalInt("port"), arguments.OptionalInt("tls-port"), arguments.OptionalString("cert-subject"));
        if (arguments.String("protocol") != "spice")
        {
            return Reply.Error("Parameter 'protocol' expects 'spice'");
        }

        if (machine.Display.Spice is not { } server)
        {
            return NoSpice;
        }

        if (destination is { Port: null, TlsPort: null })
        {
            return Reply.Error("Parameter 'port/tls-port' is missing");
        }

        if (destination.Port < 0 || destination.TlsPort < 0)
        {
            return Reply.Error("Could not set up display for migration");
        }

        server.Destination = destination;
        return Reply.Empty;
    }

    /// <summary>Only a socket that listens takes a client.</summary>
    private Reply AddToCharacterDevice(string label) => machine.CharacterDevices.Find(label) switch
    {
        null => Reply.Error($"protocol '{label}' is invalid"),
        { Kind: "socket" } => Reply.Empty,
        _ => Reply.Error("failed to add client"),
    };

    private Reply SetVncPassword(string password) => machine.Display.SetVncPassword(password) ? Reply.Empty : Reply.Error("Could not set password");

    private Reply SetSpicePassword(string password, string connected)
    {
        if (machine.Display.Spice is not { } server)
        {
            return NoSpice;
        }

        if (!server.AsksPassword || (connected == "fail" && server.HasClients))
        {
            return Reply.Error("Could not set password");
        }

        server.Password.Set(password);
        if (connected == "disconnect")
        {
            server.DisconnectAll();
        }

        return Reply.Empty;
    }
}
