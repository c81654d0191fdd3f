using System.CommandLine;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Cli.Running;
using Harness.Emulator;
using Harness.Reports;
using Harness.Schema.Model;

using Command = System.CommandLine.Command;

namespace Harness.Cli.Verbs;

/// <summary><c>list cases|requirements|commands|mutants</c>: what there is, one thing a line.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        Command list = new("list", "List cases, requirements of the protocol, commands, or mutants of the emulator");
        list.Add(Cases());
        list.Add(Requirements());
        list.Add(Commands());
        list.Add(Mutants());
        return list;
    }

    private static Command Cases()
    {
        Option<string?> spec = SharedOptions.Spec();
        Option<string[]> run = SharedOptions.Run();
        Option<string[]> skip = SharedOptions.Skip();
        Option<OutputFormat> format = SharedOptions.Format();
        Command cases = new("cases", "List the cases of a spec, as run would select them") { spec, run, skip, format };
        cases.SetAction(async (parse, cancel) =>
        {
            CaseLibrary library = CaseLibrary.Load(await Specs.LoadAsync(parse.GetValue(spec), cancel));
            Selection selection = new(PatternOption.Parse(parse.GetValue(run)!), PatternOption.Parse(parse.GetValue(skip)!), null);
            return WriteCases(selection.Apply(library.Scripts), parse.GetValue(format), parse.InvocationConfiguration.Output);
        });
        return cases;
    }

    private static int WriteCases(IReadOnlyList<Script> cases, OutputFormat format, TextWriter output)
    {
        if (format == OutputFormat.Json)
        {
            JsonOutput.WriteArray(output, cases, (json, script) =>
            {
                json.WriteString("id", script.Id);
                json.WriteString("kind", Words.Of(script.Kind));
                json.WriteString("command", script.Command);
                json.WriteString("level", script.Level.ToString().ToUpperInvariant());
                json.WriteStrings("kills", script.Kills);
            });
        }
        else
        {
            Columns.Write(output, [.. cases.Select(c => new[] { c.Level.ToString().ToUpperInvariant(), SafetyTable.NameOf(c.Safety), c.Id })]);
        }

        return cases.Count > 0 ? ExitCode.Success : ExitCode.NothingSelected;
    }

    private static Command Requirements()
    {
        Option<OutputFormat> format = SharedOptions.Format();
        Command requirements = new("requirements", "List the requirements of the wire protocol") { format };
        requirements.SetAction(parse =>
        {
            IReadOnlyList<Requirement> all = CaseLibrary.Requirements();
            if (parse.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.WriteArray(parse.InvocationConfiguration.Output, all, (json, requirement) =>
                {
                    json.WriteString("id", requirement.Id);
                    json.WriteString("level", requirement.Level.ToString().ToUpperInvariant());
                    json.WriteString("statement", requirement.Statement);
                    json.WriteString("source", requirement.Source);
                });
            }
            else
            {
                Columns.Write(parse.InvocationConfiguration.Output, [.. all.Select(r => new[] { r.Level.ToString().ToUpperInvariant(), r.Id, r.Statement })]);
            }

            return ExitCode.Success;
        });
        return requirements;
    }

    private static Command Commands()
    {
        Option<string?> spec = SharedOptions.Spec();
        Option<OutputFormat> format = SharedOptions.Format();
        Command commands = new("commands", "List the commands with what the emulator makes of them and their safety class") { spec, format };
        commands.SetAction(async (parse, cancel) =>
        {
            QmpSchema schema = await Specs.LoadAsync(parse.GetValue(spec), cancel);
            SafetyTable safety = Specs.Safety();
            Emulator.Emulator emulator = new(schema, new EmulatorOptions());
            (string Name, string Fidelity, string Safety)[] rows =
                [.. schema.Commands.Select(c => (c.Name, emulator.IsStateful(c.Name) ? "stateful" : "schema-only", SafetyTable.NameOf(safety.ClassOf(c.Name))))];
            if (parse.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.WriteArray(parse.InvocationConfiguration.Output, rows, (json, row) =>
                {
                    json.WriteString("name", row.Name);
                    json.WriteString("fidelity", row.Fidelity);
                    json.WriteString("safety", row.Safety);
                });
            }
            else
            {
                Columns.Write(parse.InvocationConfiguration.Output, [.. rows.Select(r => new[] { r.Fidelity, r.Safety, r.Name })]);
            }

            return ExitCode.Success;
        });
        return commands;
    }

    private static Command Mutants()
    {
        Option<OutputFormat> format = SharedOptions.Format();
        Command mutants = new("mutants", "List the deliberately wrong emulators: --target emu:mutant=NAME") { format };
        mutants.SetAction(parse =>
        {
            if (parse.GetValue(format) == OutputFormat.Json)
            {
                JsonOutput.WriteArray(parse.InvocationConfiguration.Output, MutantCatalogue.All, (json, mutant) =>
                {
                    json.WriteString("id", mutant.Id);
                    json.WriteString("description", mutant.Description);
                });
            }
            else
            {
                Columns.Write(parse.InvocationConfiguration.Output, [.. MutantCatalogue.All.Select(m => new[] { m.Id, m.Description })]);
            }

            return ExitCode.Success;
        });
        return mutants;
    }
}
