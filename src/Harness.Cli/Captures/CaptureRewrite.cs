using Harness.Cli.Recording;
using Harness.Schema.Model;
using Harness.Transcripts.Format;
using Harness.Transcripts.Redaction;

namespace Harness.Cli.Captures;

/// <summary><c>transcript redact</c>: a copy without secrets.</summary>
internal static class CaptureRewrite
{
    /// <exception cref="UsageException">It cannot be read, is no transcript or damaged, or the copy cannot be written.</exception>
    public static int Redact(string path, string to, bool force, QmpSchema schema, TextWriter output)
    {
        using TranscriptReader reader = TranscriptFiles.Open(path);
        SecretNames names = SecretNames.From(schema);
        Redactor redactor = new(names);
        using TranscriptWriter writer = new(TranscriptFiles.Create(to, force), reader.Header with { Redacted = names.Names });
        long changed = 0;
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            ReadOnlyMemory<byte> clean = redactor.Redact(read.Record.Payload, read.Record.IsMessage);
            changed += clean.Span.SequenceEqual(read.Record.Payload.Span) ? 0 : 1;
            writer.Append(read.Record with { Payload = clean });
        }

        if (read.Kind == TranscriptReadKind.Corrupt)
        {
            throw new UsageException($"{path}: {read.Why}; what is before it is in {to}");
        }

        writer.End(read.Clean);
        output.WriteLine(FormattableString.Invariant($"{changed} records changed; {to} written"));
        return ExitCode.Success;
    }
}
