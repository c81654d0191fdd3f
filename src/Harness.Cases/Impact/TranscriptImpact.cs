using System.Globalization;
using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Transcripts.Format;

namespace Harness.Cases.Impact;

/// <summary>Finds in a transcript what the second schema's server does not take or send.</summary>
public sealed class TranscriptImpact(MessageImpact messages)
{
    /// <summary>What breaks, each subject and reason once: a session repeats itself.</summary>
    /// <param name="file">What findings call it.</param>
    /// <exception cref="FormatException">Not a transcript, or damaged; the message says where.</exception>
    public IReadOnlyList<ImpactFinding> Of(string file, Stream input)
    {
        using TranscriptReader reader = TranscriptReader.Open(input);
        List<ImpactFinding> found = [];
        HashSet<(string, string)> told = [];
        Dictionary<long, string> sent = [];
        for (TranscriptRead read = reader.Read(); read.Kind is not (TranscriptReadKind.End or TranscriptReadKind.Torn); read = reader.Read())
        {
            if (read.Kind == TranscriptReadKind.Corrupt)
            {
                throw new FormatException($"line {read.Line.ToString(CultureInfo.InvariantCulture)}: {read.Why}");
            }

            if (read.Record.IsMessage && Judge(read.Record, sent) is { Subject: { } subject, Why: { } why } && told.Add((subject, why)))
            {
                string item = $"record {read.Record.Number.ToString(CultureInfo.InvariantCulture)}";
                found.Add(new ImpactFinding(file, (int)Math.Min(read.Line, int.MaxValue), item, subject, why));
            }
        }

        return found;
    }

    private (string? Subject, string? Why) Judge(TranscriptRecord record, Dictionary<long, string> sent)
    {
        using JsonDocument document = JsonDocument.Parse(record.Payload, ServerBytes.DocumentOptions);
        JsonElement message = document.RootElement;
        switch (record.Kind)
        {
            case RecordKind.Request when MessageImpact.CommandIn(message) is { } command:
                sent[record.Number] = command;
                return (command, messages.OfRequest(message));
            case RecordKind.Reply when sent.GetValueOrDefault(record.InReplyTo) is { } command:
                return (command, messages.OfReply(command, message));
            case RecordKind.Event when JsonValues.Member(message, "event") is { ValueKind: JsonValueKind.String } name:
                return (name.GetString(), messages.OfEvent(name.GetString()!, JsonValues.Member(message, "data")));
            default:
                return (null, null);
        }
    }
}
