using System.CommandLine;

using Harness.Cli.Captures;
using Harness.Cli.Options;

namespace Harness.Cli.Verbs;

/// <summary><c>transcript show|check|diff|redact|import|export</c>: read and convert captures.</summary>
internal static class TranscriptVerb
{
    public static Command Create() => new("transcript", "Read, check, compare and convert transcripts") { Show(), Check(), Diff(), Redact(), Import(), Export() };

    private static Command Show()
    {
        Argument<string> file = File();
        Option<bool> follow = new("--follow", "-f") { Description = "Go on with what is appended until the recording ends" };
        Option<bool> verbose = new("--verbose", "-v") { Description = "With the number of each record and the time since the one before" };
        Option<bool> noColor = SharedOptions.NoColor();
        Command show = new("show", "Print a transcript in arrow notation") { file, follow, verbose, noColor };
        show.SetAction((parse, cancel) => new CaptureShow(
            Terminal.Create(parse.InvocationConfiguration.Output, parse.GetValue(noColor)), parse.GetValue(verbose), parse.InvocationConfiguration.Error)
            .RunAsync(parse.GetValue(file)!, parse.GetValue(follow), cancel));
        return show;
    }

    private static Command Check()
    {
        Argument<string> file = File();
        Option<string?> spec = SharedOptions.Spec();
        Option<bool> protocolOnly = new("--protocol-only") { Description = "Do not hold arguments, replies and events against the spec" };
        Option<OutputFormat> format = SharedOptions.Format();
        Command check = new("check", "Report what either side of a session did that the protocol or the spec does not allow") { file, spec, protocolOnly, format };
        check.SetAction(parse => CaptureCheck.Run(
            parse.GetValue(file)!,
            parse.GetValue(protocolOnly) ? null : Specs.Load(parse.GetValue(spec)),
            parse.GetValue(format) == OutputFormat.Json,
            parse.InvocationConfiguration.Output));
        return check;
    }

    private static Command Diff()
    {
        Argument<string> before = new("A") { Description = "A transcript" };
        Argument<string> now = new("B") { Description = "The one to compare with it" };
        Option<string?> spec = SharedOptions.Spec();
        Option<OutputFormat> format = SharedOptions.Format();
        Command diff = new("diff", "Say how the second transcript differs from the first") { before, now, spec, format };
        diff.SetAction(parse => CaptureDiff.Run(
            parse.GetValue(before)!, parse.GetValue(now)!, Specs.Load(parse.GetValue(spec)), parse.GetValue(format) == OutputFormat.Json, parse.InvocationConfiguration.Output));
        return diff;
    }

    private static Command Redact()
    {
        Argument<string> file = File();
        Option<string> output = Output("The copy to write");
        Option<bool> force = SharedOptions.Force();
        Option<string?> spec = SharedOptions.Spec();
        Command redact = new("redact", "Copy a transcript without passwords and secrets") { file, output, force, spec };
        redact.SetAction(parse => CaptureRewrite.Redact(
            parse.GetValue(file)!, parse.GetValue(output)!, parse.GetValue(force), Specs.Load(parse.GetValue(spec)), parse.InvocationConfiguration.Output));
        return redact;
    }

    private static Command Import()
    {
        Argument<string> file = new("FILE") { Description = "libvirt *.replies or debug log, qmp-shell log, socat -v dump, arrow notation, .case" };
        Option<string?> from = new("--from") { Description = "replies, libvirt, qmp-shell, socat, arrow or case (default: what it looks like)", HelpName = "FORMAT" };
        Option<string> output = Output("The transcript to write");
        Option<bool> force = SharedOptions.Force();
        Option<bool> noRedact = SharedOptions.NoRedact();
        Option<string?> spec = SharedOptions.Spec();
        Command import = new("import", "Make a transcript of what another tool wrote down") { file, from, output, force, noRedact, spec };
        import.SetAction(parse => CaptureImport.Run(
            parse.GetValue(file)!,
            parse.GetValue(from),
            parse.GetValue(output)!,
            parse.GetValue(force),
            !parse.GetValue(noRedact),
            Specs.Load(parse.GetValue(spec)),
            parse.InvocationConfiguration.Output,
            parse.InvocationConfiguration.Error));
        return import;
    }

    private static Command Export()
    {
        Argument<string> file = File();
        Option<string> to = new("--to") { Description = "arrow, case or replies", HelpName = "FORMAT", DefaultValueFactory = _ => "arrow" };
        to.AcceptOnlyFromAmong("arrow", "case", "replies");
        Command export = new("export", "Print a transcript in another tool's format") { file, to };
        export.SetAction(parse => CaptureExport.Run(parse.GetValue(file)!, parse.GetValue(to)!, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error));
        return export;
    }

    private static Argument<string> File() => new("FILE") { Description = "A transcript" };

    private static Option<string> Output(string description) => new("--output", "-o") { Description = description, HelpName = "FILE", Required = true };
}
