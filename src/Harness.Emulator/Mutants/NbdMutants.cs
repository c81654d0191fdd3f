using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;

namespace Harness.Emulator.Mutants;

/// <summary>NBD servers that listen or export wrongly.</summary>
internal static class NbdMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("nbd-start-without-effect", "answers nbd-server-start and starts nothing", "nbd-server-start", _ => Reply.Empty),
        CommandMutant.Of("nbd-starts-twice", "starts the NBD server again while it runs", "nbd-server-start", call => call.Machine.Nbd.IsRunning ? Reply.Empty : call.Run()),
        CommandMutant.Of("nbd-start-unchecked", "answers nbd-server-start with success whatever the address", "nbd-server-start", Refusals.Unchecked),
        CommandMutant.Of("nbd-ignores-last-port", "tries one port only for the NBD server", "nbd-server-start", IgnoreLastPort),
        CommandMutant.Of("nbd-add-without-server", "exports devices though no NBD server runs", "nbd-server-add", call => call.Machine.Nbd.IsRunning ? call.Run() : Reply.Empty),
        CommandMutant.Of("nbd-add-unchecked", "answers nbd-server-add with success whatever the device", "nbd-server-add", Refusals.Unchecked),
        CommandMutant.Of("nbd-exports-twice", "exports a device again that is exported", "nbd-server-add", ExportTwice),
        CommandMutant.Of("nbd-stop-without-effect", "answers nbd-server-stop and runs on", "nbd-server-stop", _ => Reply.Empty),
        new("nbd-stop-keeps-exports", "keeps the exports of an NBD server that is stopped for the next", () => new KeepExports("nbd-server-stop")),
        new("export-outlives-medium", "goes on exporting a device whose medium is removed", () => new KeepExports("eject", "change")),
    ];

    private static Reply IgnoreLastPort(Invocation call)
    {
        Arguments address = call.Arguments.Object("addr").Object("data");
        return address.Has("to") && call.Machine.Nbd.WhyNotInternet(address.String("host"), address.String("port"), null) is { } why ? Reply.Error(why) : call.Run();
    }

    private static Reply ExportTwice(Invocation call) =>
        call.Machine.Block.FindDevice(call.Arguments.String("device")) is { } device && call.Machine.Nbd.FindExport(device) is not null ? Reply.Empty : call.Run();

    private sealed class KeepExports(params string[] commands) : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            string name = call.Command.Name;
            NbdServer server = call.Machine.Nbd;
            BlockDevice[] exported = [.. call.Machine.Block.Devices.Where(d => server.FindExport(d) is not null)];
            Reply reply = call.Run();
            foreach (BlockDevice device in exported.Where(d => commands.Contains(name) && server.FindExport(d) is null))
            {
                server.Export(device, writable: false);
            }

            return reply;
        }
    }
}
