using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Migrating;

namespace Harness.Emulator.Mutants;

/// <summary>Machines that migrate wrongly, or tell wrong things of it.</summary>
internal static class MigrationMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("migrate-without-effect", "answers migrate and stays", "migrate", _ => Reply.Empty),
        CommandMutant.Of("migrate-waits", "answers migrate when the migration has ended", "migrate", AnswersLate),
        CommandMutant.Of("migrate-accepts-all", "answers that it migrates where it does not", "migrate", Edited.Success),
        CommandMutant.Of("migrate-starts-anew", "gives up the migration that is under way for the next", "migrate", StartsAnew),
        CommandMutant.Of("migrate-copies-disks-always", "copies the disks without being asked to", "migrate", call => call.With("blk", "true").Run()),
        CommandMutant.Of("migrate-copies-no-disks", "copies no disks", "migrate", call => call.With("blk", null).With("inc", null).Run()),
        CommandMutant.Of("migrate-copies-whole-disks", "copies whole disks where their own part is asked for", "migrate", call => call.With("inc", null).With("blk", "true").Run()),
        CommandMutant.Of("migrate-refuses-detach", "refuses argument detach", "migrate", call => call.Arguments.Has("detach") ? Reply.Error("detach") : call.Run()),
        CommandMutant.Of("migrated-machine-is-paused", "says that a machine is paused that was migrated", "query-status", call => Edited.Result(call, r => Replace(r, "status", "postmigrate", "paused"))),
        CommandMutant.Of("migrate-cancel-without-effect", "answers migrate_cancel and goes on", "migrate_cancel", _ => Reply.Empty),
        CommandMutant.Of("migrate-cancel-stops", "stops the machine when a migration is cancelled", "migrate_cancel", call => AndThen(call, machine => machine.RunState.Stop())),
        CommandMutant.Of("migrate-cancel-needs-migration", "refuses to cancel where nothing is migrated", "migrate_cancel", call => call.Machine.Migration.IsUnderWay ? call.Run() : Reply.Error("nothing is migrated")),
        CommandMutant.Of("migrate-cancel-forgets", "says after a cancelled migration that there was none", "query-migrate", call => Edited.Result(call, r => ForgetWhen(r, "cancelled"))),
        CommandMutant.Of("migrate-failure-hidden", "says after a failed migration that it has completed", "query-migrate", call => Edited.Result(call, r => Replace(r, "status", "failed", "completed"))),
        CommandMutant.Of("query-migrate-never-empty", "says before the first migration that its status is none", "query-migrate", call => Edited.Result(call, r => r["status"] ??= "none")),
        CommandMutant.Of("query-migrate-stale-counters", "counts nothing as transferred", "query-migrate", call => Edited.Result(call, StaleCounters)),
        CommandMutant.Of("query-migrate-frozen-time", "says that no time has passed", "query-migrate", call => Edited.Result(call, r => Replace(r, "total-time", null, 0))),
        CommandMutant.Of("query-migrate-time-runs-on", "counts time after the end", "query-migrate", TimeRunsOn),
        CommandMutant.Of("query-migrate-no-ram", "leaves out the memory", "query-migrate", call => Edited.Result(call, r => r.AsObject().Remove("ram"))),
        CommandMutant.Of("query-migrate-both-downtimes", "tells both downtimes always", "query-migrate", call => Edited.Result(call, BothDowntimes)),
        CommandMutant.Of("query-migrate-no-downtimes", "tells neither downtime", "query-migrate", call => Edited.Result(call, NoDowntimes)),
        CommandMutant.Of("query-migrate-disk-after-end", "tells of the disks after the end", "query-migrate", call => Edited.Result(call, r => AddWhen(r, "completed", "disk"))),
        CommandMutant.Of("query-migrate-xbzrle-always", "tells of XBZRLE although it is off", "query-migrate", call => Edited.Result(call, r => r["xbzrle-cache"] ??= new JsonObject())),
        CommandMutant.Of("query-migrate-no-xbzrle", "never tells of XBZRLE", "query-migrate", call => Edited.Result(call, r => r.AsObject().Remove("xbzrle-cache"))),
        CommandMutant.Of("query-migrate-normal-bytes-off", "counts the bytes of whole pages wrongly", "query-migrate", call => Edited.Result(call, r => Replace(r["ram"], "normal-bytes", null, 1))),
        CommandMutant.Of("capabilities-replaced", "switches off the capabilities that a client does not name", "migrate-set-capabilities", Replaces),
        CommandMutant.Of("capabilities-only-on", "sets no capability off", "migrate-set-capabilities", OnlyOn),
        CommandMutant.Of("capabilities-without-effect", "answers migrate-set-capabilities and keeps them", "migrate-set-capabilities", _ => Reply.Empty),
        CommandMutant.Of("capabilities-first-only", "takes the first capability alone", "migrate-set-capabilities", FirstOnly),
        CommandMutant.Of("capabilities-at-any-time", "changes capabilities while it migrates", "migrate-set-capabilities", AtAnyTime),
        CommandMutant.Of("capabilities-on-at-first", "has all capabilities on", "query-migrate-capabilities", call => Edited.Result(call, r => r.AsArray().ToList().ForEach(c => c!["state"] = true))),
        CommandMutant.Of("capabilities-on-listed", "lists the capabilities alone that are on", "query-migrate-capabilities", call => Edited.Result(call, r => r.AsArray().RemoveAll(c => !(bool)c!["state"]!))),
        CommandMutant.Of("cache-size-rounded-up", "rounds the size of the cache up", "migrate-set-cache-size", call => AndThen(call, machine => machine.Migration.Settings.CacheSize *= 2)),
        CommandMutant.Of("cache-size-not-rounded", "takes a cache of any size", "migrate-set-cache-size", AnySize),
        CommandMutant.Of("cache-size-without-effect", "answers migrate-set-cache-size and keeps the size", "migrate-set-cache-size", _ => Reply.Empty),
        CommandMutant.Of("cache-size-unbounded", "says that a cache of any size is good", "migrate-set-cache-size", Edited.Success),
        CommandMutant.Of("cache-size-set-when-refused", "takes the size that it refuses", "migrate-set-cache-size", SetWhenRefused),
        CommandMutant.Of("cache-size-not-while-migrating", "refuses the size of the cache while it migrates", "migrate-set-cache-size", call => call.Machine.Migration.IsUnderWay ? Reply.Error("busy") : call.Run()),
        CommandMutant.Of("cache-size-default-off", "has another cache at first", "query-migrate-cache-size", call => call.Machine.Migration.Settings.CacheSize == 1 << 26 ? Reply.Json("0") : call.Run()),
        CommandMutant.Of("migrate-speed-without-effect", "answers migrate_set_speed and keeps its speed", "migrate_set_speed", _ => Reply.Empty),
        CommandMutant.Of("migrate-speed-not-while-migrating", "takes a speed for the next migration alone", "migrate_set_speed", call => call.Machine.Migration.IsUnderWay ? Reply.Empty : call.Run()),
        CommandMutant.Of("migrate-speed-negative-refused", "refuses a negative speed", "migrate_set_speed", call => call.Arguments.Int("value") < 0 ? Reply.Error("negative") : call.Run()),
        CommandMutant.Of("migrate-downtime-without-effect", "answers migrate_set_downtime and keeps it", "migrate_set_downtime", _ => Reply.Empty),
        CommandMutant.Of("migrate-downtime-whole-seconds", "drops the fraction of a downtime", "migrate_set_downtime", WholeSeconds),
        CommandMutant.Of("migrate-downtime-negative-refused", "refuses a negative downtime", "migrate_set_downtime", call => call.Arguments.Number("value") < 0 ? Reply.Error("negative") : call.Run()),
        CommandMutant.Of("migrate-incoming-without-defer", "takes migrate-incoming at any time", "migrate-incoming", call => call.Machine.Migration.Incoming.Uri is null ? Edited.Success(call) : call.Run()),
        CommandMutant.Of("migrate-incoming-twice", "takes a second address to listen at", "migrate-incoming", call => call.Machine.Migration.Incoming.Uri is null ? call.Run() : Reply.Empty),
        CommandMutant.Of("migrate-incoming-once-tried", "takes no second address after a wrong one", "migrate-incoming", call => OnceTried(call)),
    ];

    private static Reply AndThen(Invocation call, Action<Machine> then)
    {
        Reply reply = call.Run();
        if (!reply.IsError)
        {
            then(call.Machine);
        }

        return reply;
    }

    private static Reply AnswersLate(Invocation call)
    {
        Reply reply = call.Run();
        PendingReply pending = new();
        call.Machine.Scheduler.After(TimeSpan.FromSeconds(4.5), () => pending.Complete(reply));
        return Reply.Later(pending);
    }

    private static Reply StartsAnew(Invocation call)
    {
        call.Machine.Migration.Cancel();
        return call.Run();
    }

    private static void Replace(JsonNode? node, string member, string? from, JsonNode to)
    {
        if (node is JsonObject members && members.ContainsKey(member) && (from is null || (string?)members[member] == from))
        {
            members[member] = to;
        }
    }

    private static void ForgetWhen(JsonNode result, string status)
    {
        if ((string?)result["status"] == status)
        {
            result.AsObject().Clear();
        }
    }

    private static void StaleCounters(JsonNode result)
    {
        if (result["ram"] is JsonObject memory)
        {
            memory["transferred"] = 0;
            memory["remaining"] = (long)memory["total"]!;
        }
    }

    private static Reply TimeRunsOn(Invocation call) => Edited.Result(call, r =>
    {
        if ((string?)r["status"] == "completed")
        {
            r["total-time"] = (long)call.Machine.Environment.Clock.Elapsed.TotalMilliseconds;
        }
    });

    private static void BothDowntimes(JsonNode result)
    {
        if (result["ram"] is not null)
        {
            result["downtime"] ??= 1;
            result["expected-downtime"] ??= 1;
        }
    }

    private static void NoDowntimes(JsonNode result)
    {
        result.AsObject().Remove("downtime");
        result.AsObject().Remove("expected-downtime");
    }

    private static void AddWhen(JsonNode result, string status, string member)
    {
        if ((string?)result["status"] == status)
        {
            result[member] = new JsonObject { ["transferred"] = 1, ["remaining"] = 0, ["total"] = 1 };
        }
    }

    private static Reply Replaces(Invocation call)
    {
        foreach (string capability in MigrationSettings.Capabilities)
        {
            call.Machine.Migration.Settings.Switch(capability, false);
        }

        return call.Run();
    }

    private static Reply OnlyOn(Invocation call)
    {
        string[] before = [.. MigrationSettings.Capabilities.Where(call.Machine.Migration.Settings.IsOn)];
        return AndThen(call, machine => Array.ForEach(before, c => machine.Migration.Settings.Switch(c, true)));
    }

    private static Reply FirstOnly(Invocation call) => call.With("capabilities", $"[{call.Arguments.Json("capabilities")[0].GetRawText()}]").Run();

    private static Reply AtAnyTime(Invocation call)
    {
        foreach (Arguments change in call.Arguments.Objects("capabilities"))
        {
            call.Machine.Migration.Settings.Switch(change.String("capability"), change.Bool("state"));
        }

        return call.Run();
    }

    private static Reply AnySize(Invocation call)
    {
        long value = call.Arguments.Int("value");
        return AndThen(call, machine => machine.Migration.Settings.CacheSize = value);
    }

    private static Reply SetWhenRefused(Invocation call)
    {
        call.Machine.Migration.Settings.CacheSize = call.Arguments.Int("value");
        return call.Run();
    }

    private static Reply WholeSeconds(Invocation call)
    {
        call.Machine.Migration.Settings.SetDowntime(Math.Floor(call.Arguments.Number("value")));
        return Reply.Empty;
    }

    private static Reply OnceTried(Invocation call)
    {
        Reply reply = call.Run();
        if (reply.IsError)
        {
            call.Machine.Migration.Incoming.Listen("exec:false", call.Caller.Monitor);
        }

        return reply;
    }
}
