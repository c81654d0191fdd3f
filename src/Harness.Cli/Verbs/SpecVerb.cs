using System.CommandLine;

using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Schema.Diff;
using Harness.Schema.Source;

using QmpSchema = Harness.Schema.Model.QmpSchema;

namespace Harness.Cli.Verbs;

/// <summary><c>spec list|show|check|diff|export|import</c>: what a schema source says.</summary>
internal static class SpecVerb
{
    private const string Sources = "a directory (its qapi-schema.json) or .json file in the QAPI language, a .hx document, a saved reply of query-qmp-schema, or introspect:TARGET";

    public static Command Create()
    {
        Command spec = new("spec", "Look at a schema: its commands, one command, what is wrong in it");
        spec.Add(List());
        spec.Add(Show());
        spec.Add(Check());
        spec.Add(Diff());
        spec.Add(Import());
        spec.Add(Export());
        return spec;
    }

    private static Command List()
    {
        Argument<string?> source = Source();
        Option<OutputFormat> format = SharedOptions.Format();
        Command list = new("list", "List the commands with arguments, return type and number of examples") { source, format };
        list.SetAction(async (parse, cancel) => SpecListing.List(await Specs.LoadAsync(parse.GetValue(source), cancel), parse.GetValue(format), parse.InvocationConfiguration.Output));
        return list;
    }

    private static Command Show()
    {
        Argument<string> first = new("COMMAND") { Description = "The command, event or type to show; or SOURCE when two are given" };
        Argument<string?> second = new("NAME") { Description = "The command, event or type when SOURCE is given first", Arity = ArgumentArity.ZeroOrOne };
        Command show = new("show", "Show one command, event or type with its documentation: spec show [SOURCE] NAME") { first, second };
        show.SetAction(async (parse, cancel) =>
        {
            string? name = parse.GetValue(second);
            string given = parse.GetValue(first)!;
            return name is null
                ? SpecShow.Show(await Specs.LoadAsync(null, cancel), given, parse.InvocationConfiguration.Output)
                : SpecShow.Show(await Specs.LoadAsync(given, cancel), name, parse.InvocationConfiguration.Output);
        });
        return show;
    }

    private static Command Check()
    {
        Argument<string?> source = Source();
        Option<CheckFormat> format = new("--format") { Description = "How to print: text, json or sarif", HelpName = "text|json|sarif" };
        Option<string[]> suppress = new("--suppress")
        {
            Description = "A file of accepted findings (repeatable), one a line: CODE PLACE REASON",
            HelpName = "FILE",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            DefaultValueFactory = _ => [],
        };
        Option<Severity> least = new("--severity")
        {
            Description = "Report only what is at least that severe",
            HelpName = "note|warning|error",
            DefaultValueFactory = _ => Severity.Note,
        };
        Option<bool> rules = new("--rules") { Description = "List every code that there is, and check nothing" };
        Command check = new("check", "Report everything that is wrong in a schema, its documentation and its examples, each with place and reason") { source, format, suppress, least, rules };
        check.SetAction(async (parse, cancel) => parse.GetValue(rules)
            ? SpecCheck.ListRules(parse.GetValue(format), parse.InvocationConfiguration.Output)
            : await SpecCheck.CheckAsync(
                new CheckOptions(parse.GetValue(source), parse.GetValue(format), parse.GetValue(suppress) ?? [], parse.GetValue(least)),
                parse.InvocationConfiguration.Output,
                cancel));
        return check;
    }

    private static Command Diff()
    {
        Argument<string> from = new("A") { Description = $"The schema that clients and servers are written for: {Sources}" };
        Argument<string> to = new("B") { Description = "The schema that it is replaced by" };
        Option<string> side = new("--for") { Description = "Whose breaking counts for the exit code: clients, servers, both", HelpName = "SIDE", DefaultValueFactory = _ => "both" };
        side.AcceptOnlyFromAmong("clients", "servers", "both");
        Option<string[]> impact = new("--impact") { Description = "Name what breaks below DIR (repeatable): .case files, .qmpt transcripts, baselines", HelpName = "DIR", DefaultValueFactory = _ => [] };
        Option<DiffFormat> format = new("--format") { Description = "How to print: text, json or markdown", HelpName = "text|json|markdown" };
        Command diff = new("diff", "Compare two schemas: what breaks clients, what breaks servers, what is compatible") { from, to, side, impact, format };
        diff.SetAction(async (parse, cancel) =>
        {
            QmpSchema old = await Specs.LoadAsync(parse.GetValue(from), cancel);
            QmpSchema now = await Specs.LoadAsync(parse.GetValue(to), cancel);
            Breaks concerned = parse.GetValue(side) switch
            {
                "clients" => Breaks.Clients,
                "servers" => Breaks.Servers,
                _ => Breaks.Clients | Breaks.Servers,
            };
            return SpecDiff.Diff(old, now, concerned, parse.GetValue(impact) ?? [], parse.GetValue(format), parse.InvocationConfiguration.Output);
        });
        return diff;
    }

    private static Command Import()
    {
        Argument<string> source = new("SOURCE") { Description = "A .hx document, or any other schema source" };
        Option<string> directory = new("--output", "-o") { Description = "Where to write the schema", HelpName = "DIR", Required = true };
        Option<bool> force = new("--force") { Description = "Write even into a directory that has something in it" };
        Command import = new("import", "Write a .hx document as a schema in the QAPI language") { source, directory, force };
        import.SetAction(async (parse, cancel) => SpecImport.Import(await Specs.ReadAsync(parse.GetValue(source)!, cancel), parse.GetValue(directory)!, parse.GetValue(force), parse.InvocationConfiguration.Output));
        return import;
    }

    private static Command Export()
    {
        Argument<string?> source = Source();
        Option<string> folder = new("--json-schema", "--output", "-o") { Description = "Folder to write to; made where it is not there", HelpName = "DIR", Required = true };
        Option<bool> force = new("--force") { Description = "Write into a folder that is not empty; files of other names stay" };
        Command export = new("export", "Write JSON Schemas (2020-12): one file a command or event, and index.json") { source, folder, force };
        export.SetAction(async (parse, cancel) =>
            SpecExport.Export(await Specs.LoadAsync(parse.GetValue(source), cancel), parse.GetValue(folder)!, parse.GetValue(force), parse.InvocationConfiguration.Output));
        return export;
    }

    private static Argument<string?> Source() => new("SOURCE")
    {
        Description = $"{char.ToUpperInvariant(Sources[0])}{Sources[1..]} (default: spec/qmp-2.3)",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
