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
        List<Difference> held = [];
        long found = 0;
        try
        {
            TranscriptComparer.Compare(before, now, schema, difference =>
            {
                found++;
                if (json)
                {
                    held.Add(difference);
                }
                else
                {
                    output.WriteLine(difference);
                }
            });
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(e.Message, e);
        }

        if (json)
        {
            JsonOutput.WriteArray(output, held, static (writer, d) => DifferenceOutput.Write(writer, d));
        }
        else
        {
            output.WriteLine(FormattableString.Invariant($"{found} {(found == 1 ? "difference" : "differences")}"));
        }

        return found > 0 ? ExitCode.Nonconformance : ExitCode.Success;
    }
}
