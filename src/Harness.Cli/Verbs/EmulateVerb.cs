using System.CommandLine;

using Harness.Cli.Options;
using Harness.Cli.Serving;
using Harness.Cli.Targets;
using Harness.Emulator;

using Command = System.CommandLine.Command;

namespace Harness.Cli.Verbs;

/// <summary><c>emulate</c>: serves the reference emulator until it is stopped, or ended by <c>quit</c>.</summary>
internal static class EmulateVerb
{
    public static Command Create()
    {
        Option<string[]> listen = new("--listen")
        {
            Description = "Where to listen: unix:PATH, tcp:HOST:PORT (loopback, unless --listen-any) or stdio (repeatable)",
            HelpName = "ENDPOINT",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        Option<bool> any = new("--listen-any") { Description = "Let tcp listen on addresses that other machines reach" };
        Option<string?> spec = SharedOptions.Spec();
        Option<string?> machine = new("--machine") { Description = "Initial state, a file as in fixtures/machines", HelpName = "FILE" };
        Option<string?> mutant = new("--mutant") { Description = "Be wrong on purpose: a name that 'list mutants' shows", HelpName = "NAME" };
        Option<ClockKind> clock = new("--clock") { Description = "real, or virtual: what takes time happens as soon as nothing else does", HelpName = "virtual|real" };
        Option<ulong> seed = SharedOptions.Seed();
        Command command = new("emulate", "Serve the reference emulator: a QMP server without a virtual machine") { listen, any, spec, machine, mutant, clock, seed };
        command.SetAction(async (parse, cancel) =>
        {
            EmulatorOptions options = new()
            {
                Seed = parse.GetValue(seed),
                Mutant = EmulatorTarget.KnownMutant(parse.GetValue(mutant)),
                Clock = parse.GetValue(clock) == ClockKind.Real ? TimeProvider.System : null,
                Machine = parse.GetValue(machine) is { } file ? new MachineFiles().Read(file) : MachineDefinition.Default,
            };
            Emulator.Emulator emulator = new(await Specs.LoadAsync(parse.GetValue(spec), cancel), options);
            return await new EmulatorHost(emulator, parse.InvocationConfiguration.Error).RunAsync(parse.GetValue(listen)!, parse.GetValue(any), cancel);
        });
        return command;
    }
}
