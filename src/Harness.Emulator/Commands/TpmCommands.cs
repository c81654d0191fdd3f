using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>Trusted platform modules.</summary>
internal sealed class TpmCommands(Machine machine)
{
    [QmpCommand("query-tpm-models")]
    private Reply QueryModels(Arguments arguments) => Names(machine.Tpm.Models);

    [QmpCommand("query-tpm-types")]
    private Reply QueryTypes(Arguments arguments) => Names(machine.Tpm.Types);

    [QmpCommand("query-tpm")]
    private Reply Query(Arguments arguments) => Reply.Array(data =>
    {
        foreach (TpmModule module in machine.Tpm.Modules)
        {
            data.BeginObject();
            module.Write(data);
            data.EndObject();
        }
    });

    private static Reply Names(IReadOnlyList<string> names) => Reply.Array(data =>
    {
        foreach (string name in names)
        {
            data.String(name);
        }
    });
}
