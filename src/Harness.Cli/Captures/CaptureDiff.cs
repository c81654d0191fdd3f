using Harness.Cli.Output;
using Harness.Cli.Recording;
using Harness.Schema.Model;
using Harness.Transcripts.Compare;
using Harness.Transcripts.Format;

namespace Harness.Cli.Captures;

/// <summary><c>transcript diff</c>: how one transcript differs from another.</summary>
internal static class CaptureDiff
{
    /// <exception cref="UsageException">One cannot be read, is no transcript, or is damaged.</exception>
    public static int Run(string recorded, string other, QmpSchema? schema, bool json, TextWriter output)
    {
        using TranscriptReader before = TranscriptFiles.Open(recorded);
        using TranscriptReader now = TranscriptFiles.Open(other);
        List<Difference> differences = [];
        try
        {
            TranscriptComparer.Compare(before, now, schema, differences.Add);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(e.Message, e);
        }

        if (json)
        {
            JsonOutput.WriteArray(output, differences, static (writer, d) => DifferenceOutput.Write(writer, d));
        }
        else
        {
            differences.ForEach(output.WriteLine);
            output.WriteLine(FormattableString.Invariant($"{differences.Count} {(differences.Count == 1 ? "difference" : "differences")}"));
        }

        return differences.Count > 0 ? ExitCode.Nonconformance : ExitCode.Success;
    }
}
