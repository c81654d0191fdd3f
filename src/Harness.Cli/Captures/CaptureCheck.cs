using Harness.Cli.Output;
using Harness.Cli.Recording;
using Harness.Schema.Model;
using Harness.Transcripts.Check;
using Harness.Transcripts.Format;

namespace Harness.Cli.Captures;

/// <summary><c>transcript check</c>: what either side of a capture must not have done.</summary>
internal static class CaptureCheck
{
    /// <param name="schema">Null to look at the protocol alone.</param>
    /// <exception cref="UsageException">It cannot be read, is no transcript, or is damaged.</exception>
    public static int Run(string path, QmpSchema? schema, bool json, TextWriter output)
    {
        using TranscriptReader reader = TranscriptFiles.Open(path);
        List<CaptureFault> faults = [];
        CaptureChecker checker = new(reader.Header.Profile != "guest-agent", schema, faults.Add);
        TranscriptRead read;
        long records = 0;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            records++;
            checker.Check(read.Record);
        }

        if (read.Kind == TranscriptReadKind.Corrupt)
        {
            throw new UsageException($"{path}: {read.Why}");
        }

        Print(faults, records, read, json, output);
        return faults.Count > 0 ? ExitCode.Nonconformance : ExitCode.Success;
    }

    private static void Print(List<CaptureFault> faults, long records, in TranscriptRead ending, bool json, TextWriter output)
    {
        if (json)
        {
            JsonOutput.WriteArray(output, faults, static (writer, f) =>
            {
                writer.WriteString("code", f.Code);
                writer.WriteString("side", f.Side == Side.Client ? "client" : "server");
                writer.WriteNumber("record", f.Record);
                writer.WriteNumber("connection", f.Connection);
                writer.WriteString("message", f.Message);
            });
            return;
        }

        faults.ForEach(output.WriteLine);
        string unclean = ending switch { { Kind: TranscriptReadKind.Torn } => $"; not clean: {ending.Why}", { Clean: false } => "; not clean: the recording was cut short", _ => "" };
        output.WriteLine(FormattableString.Invariant($"{records} records, {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}{unclean}"));
    }
}
