using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>File descriptors that are lost, kept or invented.</summary>
internal static class DescriptorMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("getfd-without-descriptor", "answers getfd although no descriptor came", "getfd", Edited.Success),
        new("getfd-names-for-all", "lets every connection close what one has given a name", () => new NamesForAll()),
        CommandMutant.Of("closefd-without-effect", "answers closefd and keeps the name", "closefd", call => call.Machine.Descriptors.Has(call.Caller.Monitor, call.Arguments.String("fdname")) ? Reply.Empty : call.Run()),
        CommandMutant.Of("closefd-unknown-accepted", "answers closefd for a name that no descriptor has", "closefd", Edited.Success),
        CommandMutant.Of("closefd-closes-others", "closes another descriptor with the one that is named", "closefd", ClosesOthers),
        CommandMutant.Of("add-fd-without-descriptor", "answers add-fd although no descriptor came", "add-fd", Invents),
        CommandMutant.Of("add-fd-into-old-set", "adds to the set 0 where no set is named", "add-fd", call => call.Arguments.Has("fdset-id") ? call.Run() : call.With("fdset-id", "0").Run()),
        CommandMutant.Of("remove-fd-without-effect", "answers remove-fd and keeps the descriptor", "remove-fd", _ => Reply.Empty),
        CommandMutant.Of("remove-fd-takes-all", "removes all of a set where one is named", "remove-fd", call => call.With("fd", null).Run()),
        CommandMutant.Of("remove-fd-first-only", "removes the first of a set where none is named", "remove-fd", FirstOnly),
        CommandMutant.Of("remove-fd-unknown-accepted", "answers remove-fd for what is not there", "remove-fd", Edited.Success),
        CommandMutant.Of("remove-fd-any-set", "removes from the only other set where the named one lacks the descriptor", "remove-fd", AnySet),
        new("query-fdsets-own-only", "shows the sets to the first connection that asks alone", () => new OwnOnly()),
        CommandMutant.Of("query-fdsets-no-opaque", "leaves out what clients said of their descriptors", "query-fdsets", call => Edited.Result(call, sets => EachMember(sets, m => m.Remove("opaque")))),
        CommandMutant.Of("query-fdsets-opaque-always", "has words for every descriptor", "query-fdsets", call => Edited.Result(call, sets => EachMember(sets, m => m["opaque"] ??= ""))),
        CommandMutant.Of("query-fdsets-last-missing", "leaves out the last set", "query-fdsets", call => Edited.Result(call, DropLast)),
        CommandMutant.Of("dump-descriptor-unchecked", "dumps to descriptors that do not exist", "dump-guest-memory", Edited.Success),
    ];

    private static Reply ClosesOthers(Invocation call)
    {
        Reply reply = call.Run();
        call.With("fdname", "\"fd2\"").Run();
        return reply;
    }

    private static Reply Invents(Invocation call)
    {
        Reply reply = call.Run();
        return reply.IsError ? Reply.Json("""{"fdset-id": 0, "fd": 0}""") : reply;
    }

    private static Reply FirstOnly(Invocation call)
    {
        long set = call.Arguments.Int("fdset-id");
        long? first = call.Machine.DescriptorSets.All.Where(s => s.Key == set).Select(s => (long?)s.Value[0].Descriptor.Number).FirstOrDefault();
        return call.Arguments.Has("fd") || first is null ? call.Run() : call.With("fd", $"{first}").Run();
    }

    private static Reply AnySet(Invocation call)
    {
        Reply reply = call.Run();
        return reply.IsError && call.Arguments.OptionalInt("fd") is { } number && call.Machine.DescriptorSets.All.FirstOrDefault(s => s.Value.Any(m => m.Descriptor.Number == number)) is { Value: not null } other
            ? call.With("fdset-id", $"{other.Key}").Run()
            : reply;
    }

    private static void EachMember(JsonNode sets, Action<JsonObject> change)
    {
        foreach (JsonObject member in sets.AsArray().SelectMany(s => s!["fds"]!.AsArray()).OfType<JsonObject>())
        {
            change(member);
        }
    }

    private static void DropLast(JsonNode sets)
    {
        if (sets.AsArray().Count > 0)
        {
            sets.AsArray().RemoveAt(sets.AsArray().Count - 1);
        }
    }

    private sealed class NamesForAll : Conduct
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        public override Reply Execute(in Invocation call)
        {
            Reply reply = call.Run();
            switch (call.Command.Name)
            {
                case "getfd" when !reply.IsError:
                    _names.Add(call.Arguments.String("fdname"));
                    return reply;
                case "closefd" when _names.Remove(call.Arguments.String("fdname")):
                    return Reply.Empty;
                default:
                    return reply;
            }
        }
    }

    private sealed class OwnOnly : Conduct
    {
        private MonitorSession? _first;

        public override Reply Execute(in Invocation call)
        {
            if (call.Command.Name != "query-fdsets")
            {
                return base.Execute(call);
            }

            _first ??= call.Caller.Monitor;
            return call.Caller.Monitor == _first ? call.Run() : Reply.Json("[]");
        }
    }
}
