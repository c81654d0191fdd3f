using System.CommandLine;

using Harness.Cli.Options;

namespace Harness.Cli.Verbs;

/// <summary><c>spec list|show|check</c>: what a schema source says.</summary>
internal static class SpecVerb
{
    public static Command Create()
    {
        Command spec = new("spec", "Look at a schema: its commands, one command, what is wrong in it");
        spec.Add(List());
        spec.Add(Show());
        spec.Add(Check());
        return spec;
    }

    private static Command List()
    {
        Argument<string?> source = Source();
        Option<OutputFormat> format = SharedOptions.Format();
        Command list = new("list", "List the commands with arguments, return type and number of examples") { source, format };
        list.SetAction(parse => SpecListing.List(Specs.Load(parse.GetValue(source)), parse.GetValue(format), parse.InvocationConfiguration.Output));
        return list;
    }

    private static Command Show()
    {
        Argument<string> first = new("COMMAND") { Description = "The command, event or type to show; or SOURCE when two are given" };
        Argument<string?> second = new("NAME") { Description = "The command, event or type when SOURCE is given first", Arity = ArgumentArity.ZeroOrOne };
        Command show = new("show", "Show one command, event or type with its documentation: spec show [SOURCE] NAME") { first, second };
        show.SetAction(parse =>
        {
            string? name = parse.GetValue(second);
            string given = parse.GetValue(first)!;
            return name is null
                ? SpecShow.Show(Specs.Load(null), given, parse.InvocationConfiguration.Output)
                : SpecShow.Show(Specs.Load(given), name, parse.InvocationConfiguration.Output);
        });
        return show;
    }

    private static Command Check()
    {
        Argument<string?> source = Source();
        Option<OutputFormat> format = SharedOptions.Format();
        Command check = new("check", "Report everything that is wrong in a schema, each with place and reason") { source, format };
        check.SetAction(parse => SpecCheck.Check(parse.GetValue(source), parse.GetValue(format), parse.InvocationConfiguration.Output));
        return check;
    }

    private static Argument<string?> Source() => new("SOURCE")
    {
        Description = "A directory (its qapi-schema.json) or a .json file in the QAPI language (default: spec/qmp-2.3)",
        Arity = ArgumentArity.ZeroOrOne,
    };
}
