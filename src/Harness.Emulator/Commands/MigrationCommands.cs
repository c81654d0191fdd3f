using System.Numerics;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Migrating;

namespace Harness.Emulator.Commands;

/// <summary>Migration of the machine to another place and from one, and what is set about it.</summary>
internal sealed class MigrationCommands(Machine machine)
{
    private Migration Migration => machine.Migration;

    /// <summary>Answers when the migration has been started. Argument <c>detach</c> is the human monitor's and does nothing.</summary>
    [QmpCommand("migrate")]
    private Reply Migrate(Arguments arguments, Caller caller)
    {
        string uri = arguments.String("uri");
        bool disks = arguments.Bool("blk", false);
        bool ownOnly = arguments.Bool("inc", false);
        if (Migration.WhyNot(uri, caller.Monitor) is { } why)
        {
            return Reply.Error(why);
        }

        Migration.Start(uri, disks, ownOnly);
        return Reply.Empty;
    }

    [QmpCommand("migrate_cancel")]
    private Reply Cancel(Arguments arguments)
    {
        Migration.Cancel();
        return Reply.Empty;
    }

    [QmpCommand("migrate-incoming")]
    private Reply TakeIn(Arguments arguments, Caller caller) =>
        Migration.Incoming.Listen(arguments.String("uri"), caller.Monitor) is { } why ? Reply.Error(why) : Reply.Empty;

    [QmpCommand("query-migrate")]
    private Reply Query(Arguments arguments)
    {
        Migration.Settle();
        return Reply.Object(Migration.Report.Write);
    }

    [QmpCommand("migrate-set-capabilities")]
    private Reply SetCapabilities(Arguments arguments)
    {
        (string Name, bool On)[] changes = [.. arguments.Objects("capabilities").Select(c => (c.String("capability"), c.Bool("state")))];
        if (Migration.IsUnderWay)
        {
            return Reply.Error("There's a migration process in progress");
        }

        foreach ((string name, bool on) in changes)
        {
            Migration.Settings.Switch(name, on);
        }

        return Reply.Empty;
    }

    [QmpCommand("query-migrate-capabilities")]
    private Reply QueryCapabilities(Arguments arguments) => Reply.Array(data =>
    {
        foreach (string capability in MigrationSettings.Capabilities)
        {
            data.BeginObject();
            data.Bool("state", Migration.Settings.IsOn(capability));
            data.String("capability", capability);
            data.EndObject();
        }
    });

    [QmpCommand("migrate-set-cache-size")]
    private Reply SetCacheSize(Arguments arguments)
    {
        long value = arguments.Int("value");
        if (value < MemoryCounters.PageSize)
        {
            return Reply.Error($"the cache holds at least the {MemoryCounters.PageSize} bytes of a page");
        }

        if (value > machine.Memory.Size)
        {
            return Reply.Error($"the cache holds no more than the {machine.Memory.Size} bytes of the machine's memory");
        }

        Migration.Settings.CacheSize = 1L << BitOperations.Log2((ulong)value);
        return Reply.Empty;
    }

    [QmpCommand("query-migrate-cache-size")]
    private Reply QueryCacheSize(Arguments arguments) => Reply.Value(data => data.Int(Migration.Settings.CacheSize));

    [QmpCommand("migrate_set_speed")]
    private Reply SetSpeed(Arguments arguments)
    {
        Migration.SetSpeed(Math.Max(0, arguments.Int("value")));
        return Reply.Empty;
    }

    [QmpCommand("migrate_set_downtime")]
    private Reply SetDowntime(Arguments arguments)
    {
        Migration.Settings.SetDowntime(arguments.Number("value"));
        return Reply.Empty;
    }
}
