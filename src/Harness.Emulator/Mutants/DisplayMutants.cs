using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Pictures, VNC and SPICE servers that do not do what clients ask, or tell wrongly of themselves.</summary>
internal static class DisplayMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("screendump-without-effect", "answers screendump and writes nothing", "screendump", _ => Reply.Empty),
        CommandMutant.Of("screendump-appends", "writes pictures behind what a file had before", "screendump", Append),
        CommandMutant.Of("screendump-never-fails", "answers screendump with success whatever becomes of it", "screendump", Edited.Success),
        CommandMutant.Of("vnc-always-enabled", "says that there is a VNC server", "query-vnc", call => Edited.Result(call, r => r["enabled"] = true)),
        CommandMutant.Of("query-vnc-tells-of-the-last", "tells of the last VNC server where there are several", "query-vnc", call => call.Machine.Display.VncServers is [.., var last] ? Reply.Object(last.WriteInfo) : call.Run()),
        CommandMutant.Of("vnc-auth-without-sub-auth", "leaves out how VNC clients prove who they are within VeNCrypt", "query-vnc", call => Edited.Result(call, r => r["auth"] = ((string?)r["auth"])?.Split('+')[0])),
        CommandMutant.Of("vnc-servers-hides-silent", "does not list VNC servers that listen nowhere", "query-vnc-servers", call => Edited.Result(call, r => Remove(r.AsArray(), s => s!["server"]!.AsArray().Count == 0))),
        CommandMutant.Of("vnc-servers-hides-display", "does not say which display a VNC server shows", "query-vnc-servers", call => Edited.Result(call, r => EachObject(r, s => s.Remove("display")))),
        CommandMutant.Of("vnc-clients-never-listed", "lists no clients of VNC servers", "query-vnc-servers", call => Edited.Result(call, r => EachObject(r, s => s["clients"] = new JsonArray()))),
        new("no-vnc-connected-event", "sends no VNC_CONNECTED", () => new Mute("VNC_CONNECTED")),
        CommandMutant.Of("set-password-without-effect", "answers set_password and sets nothing", "set_password", _ => Reply.Empty),
        CommandMutant.Of("set-password-ignores-connected", "lets clients stay connected whatever set_password says", "set_password", call => call.With("connected", null).Run()),
        new("vnc-password-of-its-own", "has a VNC password of its own whatever was set", () => new OwnPassword()),
        new("vnc-password-disconnects", "forgets its VNC clients when a password is set", () => new ForgetsClients("query-vnc", "clients")),
        new("spice-password-disconnects", "forgets its SPICE clients when a password is set", () => new ForgetsClients("query-spice", "channels")),
        new("vnc-password-always-set", "sets passwords of VNC servers that ask for none", () => new Always(["set_password", "change-vnc-password"], null)),
        new("spice-missing-generic-error", "calls a missing SPICE server a generic error", () => new Always(["set_password", "expire_password", "client_migrate_info"], ErrorClass.GenericError)),
        CommandMutant.Of("spice-password-always-set", "sets the password of a SPICE server that asks for none", "set_password", Edited.Success),
        CommandMutant.Of("expire-password-without-effect", "answers expire_password and lets passwords be valid", "expire_password", _ => Reply.Empty),
        CommandMutant.Of("expire-password-always-now", "ends a password's time at once whatever time is given", "expire_password", call => call.With("time", "\"now\"").Run()),
        CommandMutant.Of("expire-password-plus-from-1970", "counts seconds behind a plus sign from 1970", "expire_password", call => call.With("time", $"\"{call.Arguments.String("time").TrimStart('+')}\"").Run()),
        CommandMutant.Of("expire-password-needs-no-server", "sets a password's time where there is no server", "expire_password", Edited.Success),
        CommandMutant.Of("change-vnc-password-without-effect", "answers change-vnc-password and sets nothing", "change-vnc-password", _ => Reply.Empty),
        CommandMutant.Of("empty-vnc-password-refused", "refuses an empty VNC password", "change-vnc-password", call => call.Arguments.String("password").Length == 0 ? Reply.Error("the password is empty") : call.Run()),
        CommandMutant.Of("change-vnc-address-without-effect", "listens for VNC clients where it did before", "change", _ => Reply.Empty),
        CommandMutant.Of("change-vnc-address-unchecked", "answers change with success for addresses that a VNC server cannot have", "change", Edited.Success),
        CommandMutant.Of("add-client-without-effect", "answers add_client and has no client", "add_client", _ => Reply.Empty),
        CommandMutant.Of("add-client-any-descriptor", "adds clients by descriptors that nobody gave", "add_client", Edited.Success),
        CommandMutant.Of("add-client-keeps-descriptor", "leaves the name of a client's descriptor as it was", "add_client", KeepDescriptor),
        CommandMutant.Of("add-client-any-protocol", "adds clients that speak what nothing here does", "add_client", Edited.Success),
        CommandMutant.Of("add-client-display-only", "adds clients to displays only", "add_client", call => call.Arguments.String("protocol") is "vnc" or "spice" ? call.Run() : Reply.Error("only vnc and spice have clients")),
        CommandMutant.Of("client-migrate-info-unchecked", "answers client_migrate_info with success whatever it was told", "client_migrate_info", Edited.Success),
        CommandMutant.Of("client-migrate-info-without-effect", "answers client_migrate_info and forgets it", "client_migrate_info", _ => Reply.Empty),
        CommandMutant.Of("spice-always-enabled", "says that there is a SPICE server", "query-spice", call => Edited.Result(call, r => r["enabled"] = true)),
        CommandMutant.Of("spice-port-always-there", "tells of a SPICE port for TLS where there is none", "query-spice", call => Edited.Result(call, r => r["tls-port"] ??= 0)),
    ];

    private static Reply Append(Invocation call)
    {
        string name = call.Arguments.String("filename");
        long before = call.Machine.Files.Find(name)?.Size ?? 0;
        Reply reply = call.Run();
        if (!reply.IsError && call.Machine.Files.Find(name) is { } file)
        {
            call.Machine.Files.Resize(name, before + file.Size);
        }

        return reply;
    }

    private static Reply KeepDescriptor(Invocation call)
    {
        Reply reply = call.Run();
        call.Machine.Descriptors.Name(call.Caller.Monitor, call.Arguments.String("fdname"), new HostDescriptor(-1));
        return reply;
    }

    private static void Remove(JsonArray items, Func<JsonNode?, bool> which)
    {
        foreach (JsonNode? item in items.Where(which).ToArray())
        {
            items.Remove(item);
        }
    }

    private static void EachObject(JsonNode items, Action<JsonObject> edit)
    {
        foreach (JsonNode? item in items.AsArray())
        {
            edit(item!.AsObject());
        }
    }

    private sealed class OwnPassword : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            Reply reply = call.Run();
            call.Machine.Display.Vnc?.Password.Set("secret");
            return reply;
        }
    }

    private sealed class ForgetsClients(string query, string member) : Conduct
    {
        private bool _set;

        public override Reply Execute(in Invocation call)
        {
            _set |= call.Command.Name is "set_password" or "change-vnc-password";
            return _set && call.Command.Name == query ? Edited.Result(call, r => r[member] = new JsonArray()) : call.Run();
        }
    }

    /// <param name="error">The class that every error has; null for no errors at all.</param>
    private sealed class Always(string[] commands, ErrorClass? error) : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            Reply reply = call.Run();
            return !reply.IsError || !commands.Contains(call.Command.Name) ? reply
                : error is { } wrong ? Reply.Error(wrong, reply.Text!)
                : Reply.Empty;
        }
    }
}
