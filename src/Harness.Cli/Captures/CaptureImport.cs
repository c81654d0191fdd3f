using System.Text;

using Harness.Cases.Language;
using Harness.Cli.Recording;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Transcripts.Format;
using Harness.Transcripts.Import;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;
using Harness.Transcripts.Redaction;

namespace Harness.Cli.Captures;

/// <summary><c>transcript import</c>: other tools' files as a transcript.</summary>
internal static class CaptureImport
{
    public const string CaseFormat = "case";

    private const long MostBytes = 256L * 1024 * 1024;

    /// <param name="format">A word; null to guess.</param>
    /// <exception cref="UsageException">It cannot be read or guessed, or the transcript cannot be written.</exception>
    public static int Run(string path, string? format, string to, bool force, bool redact, QmpSchema schema, TextWriter output, TextWriter error)
    {
        string text = ReadText(path);
        (IReadOnlyList<ImportedMessage> messages, IReadOnlyList<ImportTrouble> trouble) =
            format == CaseFormat || (format is null && path.EndsWith(".case", StringComparison.Ordinal)) ? FromCases(text, path)
            : Importer.Read(ParseFormat(format, text, path), text);
        foreach (ImportTrouble problem in trouble)
        {
            error.WriteLine($"qmp-harness: {path}: {problem}");
        }

        if (messages.Count == 0)
        {
            return ExitCode.Usage;
        }

        SecretNames? names = redact ? SecretNames.From(schema) : null;
        TranscriptHeader header = TranscriptFiles.Header(DateTimeOffset.UnixEpoch, "qemu", null, """{"kind":"import"}""", names?.Names);
        using TranscriptWriter writer = new(TranscriptFiles.Create(to, force), header);
        Write(writer, messages, names is null ? null : new Redactor(names));
        output.WriteLine(FormattableString.Invariant($"{messages.Count} messages, {trouble.Count} {(trouble.Count == 1 ? "trouble" : "troubles")}; {to} written"));
        return trouble.Count > 0 ? ExitCode.Usage : ExitCode.Success;
    }

    private static void Write(TranscriptWriter writer, IReadOnlyList<ImportedMessage> messages, Redactor? redactor)
    {
        HashSet<int> open = [];
        Dictionary<int, ReplyPairing> pairings = [];
        long last = messages.Select(m => m.Microseconds).FirstOrDefault(t => t is not null) ?? 0;
        foreach (ImportedMessage message in messages)
        {
            if (open.Add(message.Connection))
            {
                pairings[message.Connection] = new ReplyPairing();
                writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, message.Connection));
            }

            MessageFacts? facts = MessageFacts.Read(message.Payload);
            long now = Math.Max(last, message.Microseconds ?? last);
            long answered = message.Kind == RecordKind.Reply && facts is { } reply ? pairings[message.Connection].Answered(reply) : 0;
            ReadOnlyMemory<byte> payload = redactor?.Redact(message.Payload, facts is not null) ?? message.Payload;
            long number = writer.Append(new TranscriptRecord(message.Kind, 0, (now - last) * 1000, message.Connection, payload, facts is not null, answered));
            last = now;
            if (message.Kind == RecordKind.Request)
            {
                Sent(pairings[message.Connection], number, message.Payload, facts);
            }
        }

        writer.End(clean: true);
    }

    private static void Sent(ReplyPairing pairing, long number, byte[] payload, MessageFacts? facts)
    {
        if (facts is { } request)
        {
            pairing.Sent(number, request);
        }
        else
        {
            pairing.SentRaw(number, payload);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return new FileInfo(path).Length > MostBytes
                ? throw new UsageException($"'{path}' is larger than {MostBytes / 1024 / 1024} MiB; import it in parts")
                : File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read '{path}': {e.Message}", e);
        }
    }

    private static ImportFormat ParseFormat(string? word, string text, string path) => word switch
    {
        "replies" => ImportFormat.Replies,
        "libvirt" => ImportFormat.Libvirt,
        "qmp-shell" => ImportFormat.QmpShell,
        "socat" => ImportFormat.Socat,
        "arrow" => ImportFormat.Arrow,
        null => Importer.Guess(text) ?? throw new UsageException($"'{path}' looks like none of the formats; name one with --from"),
        _ => throw new UsageException($"--from {word}: give replies, libvirt, qmp-shell, socat, arrow or case"),
    };

    /// <summary>What a case sends, and the replies that it spells out; patterns that are no plain JSON are told as left out.</summary>
    private static (IReadOnlyList<ImportedMessage> Messages, IReadOnlyList<ImportTrouble> Trouble) FromCases(string text, string path)
    {
        CaseFileResult file = new CaseFileParser(Specs.Safety()).Parse(text, path);
        List<ImportTrouble> trouble = [.. file.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => new ImportTrouble(d.Span.Line, d.Message))];
        List<ImportedMessage> messages = [];
        int connection = 0;
        foreach (Script script in file.Scripts)
        {
            CaseMessages.Add(script, ref connection, messages, trouble);
        }

        return (messages, trouble);
    }
}
