using Harness.Emulator.Dispatch;
using Harness.Emulator.State.Networking;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Network connections that are made, removed and asked wrongly.</summary>
internal static class NetworkMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("netdev-add-without-effect", "answers netdev_add and has no new end", "netdev_add", _ => Reply.Empty),
        CommandMutant.Of("netdev-add-accepts-all", "says that it has added an end of a connection that it refuses", "netdev_add", Edited.Success),
        CommandMutant.Of("netdev-add-refuses-options", "takes no options of a kind", "netdev_add", call => call.Arguments.Element.EnumerateObject().Count() > 2 ? Reply.Error("options") : call.Run()),
        CommandMutant.Of("netdev-del-without-effect", "answers netdev_del and keeps the end", "netdev_del", call => call.Machine.Network.Backend(call.Arguments.String("id")) is null ? call.Run() : Reply.Empty),
        CommandMutant.Of("netdev-del-accepts-all", "says that it has removed an end of a connection that is not there", "netdev_del", Edited.Success),
        CommandMutant.Of("netdev-del-wrong-class", "calls an unknown end a generic error", "netdev_del", Generic),
        CommandMutant.Of("set-link-accepts-all", "says that it has set a link that is not there", "set_link", Edited.Success),
        CommandMutant.Of("set-link-wrong-class", "calls an unknown adapter a generic error", "set_link", Generic),
        CommandMutant.Of("set-link-only-up", "does not pull a cable out", "set_link", call => call.Arguments.Bool("up") ? call.Run() : Reply.Error("down")),
        CommandMutant.Of("rx-filter-ignores-name", "tells of all adapters where one is asked for", "query-rx-filter", call => call.With("name", null).Run()),
        CommandMutant.Of("rx-filter-first-only", "tells of one adapter where all are asked for", "query-rx-filter", call => Edited.Result(call, r => r.AsArray().RemoveRange(Math.Min(1, r.AsArray().Count), Math.Max(0, r.AsArray().Count - 1)))),
        CommandMutant.Of("rx-filter-needs-name", "refuses to tell of all adapters", "query-rx-filter", call => call.Arguments.Has("name") ? call.Run() : Reply.Error("name")),
        new("filter-change-untold", "does not tell that a guest changes a filter", () => new Mute("NIC_RX_FILTER_CHANGED")),
        CommandMutant.Of("rx-filter-asks-no-adapter", "does not tell of the next change of a filter that it was asked for", "query-rx-filter", WithoutAsking),
        CommandMutant.Of("rx-filter-asks-all", "tells of the next change of filters that it was not asked for", "query-rx-filter", AskAll),
    ];

    private static Reply Generic(Invocation call) => call.Run() is { IsError: true, Text: { } text } ? Reply.Error(ErrorClass.GenericError, text) : Reply.Empty;

    private static Reply WithoutAsking(Invocation call)
    {
        NetworkAdapter[] told = [.. call.Machine.Network.Adapters.Where(a => !a.TellsNextChange)];
        Reply reply = call.Run();
        Array.ForEach(told, a => a.TellsNextChange = false);
        return reply;
    }

    private static Reply AskAll(Invocation call)
    {
        foreach (NetworkAdapter adapter in call.Machine.Network.Adapters)
        {
            adapter.TellsNextChange = true;
        }

        return call.Run();
    }
}
