using Harness.Cli.Output;
using Harness.Cli.Recording;
using Harness.Schema.Model;
using Harness.Transcripts.Check;
using Harness.Transcripts.Format;

namespace Harness.Cli.Captures;

/// <summary><c>transcript check</c>: what either side of a capture must not have done.</summary>
internal static class CaptureCheck
{
    /// <summary>Text is printed as it is found, so that memory does not grow with the capture; JSON is one document.</summary>
    /// <param name="schema">Null to look at the protocol alone.</param>
    /// <exception cref="UsageException">It cannot be read, is no transcript, or is damaged.</exception>
    public static int Run(string path, QmpSchema? schema, bool json, TextWriter output)
    {
        using TranscriptReader reader = TranscriptFiles.Open(path);
        List<CaptureFault> held = [];
        long faults = 0, records = 0;
        CaptureChecker checker = new(reader.Header.Profile != "guest-agent", schema, fault =>
        {
            faults++;
            if (json)
            {
                held.Add(fault);
            }
            else
            {
                output.WriteLine(fault);
            }
        });
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            records++;
            checker.Check(read.Record);
        }

        if (read.Kind == TranscriptReadKind.Corrupt)
        {
            throw new UsageException($"{path}: {read.Why}");
        }

        if (json)
        {
            Print(held, output);
        }
        else
        {
            output.WriteLine(FormattableString.Invariant($"{records} records, {faults} {(faults == 1 ? "fault" : "faults")}{Unclean(read)}"));
        }

        return faults > 0 ? ExitCode.Nonconformance : ExitCode.Success;
    }

    private static void Print(List<CaptureFault> faults, TextWriter output) => JsonOutput.WriteArray(output, faults, static (writer, f) =>
    {
        writer.WriteString("code", f.Code);
        writer.WriteString("side", f.Side == Side.Client ? "client" : "server");
        writer.WriteNumber("record", f.Record);
        writer.WriteNumber("connection", f.Connection);
        writer.WriteString("message", f.Message);
    });

    private static string Unclean(in TranscriptRead ending) => ending switch
    {
        { Kind: TranscriptReadKind.Torn } => $"; not clean: {ending.Why}",
        { Clean: false } => "; not clean: the recording was cut short",
        _ => "",
    };
}
