using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>Commands that say what the machine is.</summary>
internal sealed class IdentityCommands(Machine machine)
{
    [QmpCommand("query-name")]
    private Reply QueryName(Arguments arguments) => Reply.Object(data => data.OptionalString("name", machine.Identity.Name));

    [QmpCommand("query-uuid")]
    private Reply QueryUuid(Arguments arguments) => Reply.Object(data => data.String("UUID", machine.Identity.Uuid));

    [QmpCommand("query-version")]
    private Reply QueryVersion(Arguments arguments) => Reply.Value(machine.Identity.WriteVersion);

    [QmpCommand("query-kvm")]
    private Reply QueryKvm(Arguments arguments) => Reply.Object(data =>
    {
        data.Bool("enabled", machine.Board.KvmEnabled);
        data.Bool("present", machine.Board.KvmPresent);
    });
}
