using System.Text.Json.Nodes;

using Harness.Emulator.State.Migrating;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Commands of the human monitor about migration.</summary>
internal static class MigrationWords
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("migrate", "send the machine elsewhere; -d does not wait, -b sends the disks as well, -i what differs from their backing files", Migrate, new Flag('d', "detach"), new Flag('b', "blk"), new Flag('i', "inc"), new Word("uri")),
        HumanCommand.Of("migrate_cancel", "migrate_cancel", "end the migration that runs"),
        HumanCommand.Of("migrate_incoming", "migrate-incoming", "wait for a machine that comes in", new Word("uri")),
        HumanCommand.Of("migrate_set_cache_size", "migrate-set-cache-size", "set the size of the cache of XBZRLE", new Size("value")),
        HumanCommand.Of("migrate_set_speed", "migrate_set_speed", "limit what a migration transfers in a second", new Size("value")),
        HumanCommand.Of("migrate_set_downtime", "migrate_set_downtime", "set how long the guest may stand still", new Seconds("value")),
        new("migrate_set_capability", "switch a capability of migrations on or off", Switch, new Word("capability"), new Switch("state")),
    ];

    /// <summary>Waiting takes a terminal, so that a migration that should be waited for runs as if it should not.</summary>
    private static string[] Migrate(HumanCall call)
    {
        JsonObject arguments = (JsonObject)call.Values.DeepClone();
        arguments.Remove("detach");
        call.Do("migrate", arguments);
        return call.Flag("detach") ? [] : ["terminal does not allow synchronous migration, continuing detached"];
    }

    private static string[] Switch(HumanCall call)
    {
        string name = call.Text("capability")!;
        return MigrationSettings.Capabilities.Contains(name)
            ? call.Do("migrate-set-capabilities", new JsonObject { ["capabilities"] = new JsonArray(call.Values.DeepClone()) })
            : [$"Error: invalid parameter value: {name}"];
    }
}
