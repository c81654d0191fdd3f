using System.Globalization;
using System.Text;
using System.Text.Json;

using Harness.Cli.Recording;
using Harness.Transcripts.Export;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;

namespace Harness.Cli.Captures;

/// <summary><c>transcript export</c>: a transcript as arrow notation, a case, or libvirt's replies.</summary>
internal static class CaptureExport
{
    /// <exception cref="UsageException">It cannot be read, is no transcript, or is damaged.</exception>
    public static int Run(string path, string format, TextWriter output, TextWriter error)
    {
        using TranscriptReader reader = TranscriptFiles.Open(path);
        RepliesWriter? replies = format == "replies" ? new RepliesWriter(output) : null;
        CaseExport? cases = format == "case" ? new CaseExport(output, Path.GetFileNameWithoutExtension(path)) : null;
        ArrowWriter arrows = new();
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            if (replies is not null)
            {
                replies.Add(read.Record);
            }
            else if (cases is not null)
            {
                cases.Add(read.Record);
            }
            else
            {
                foreach (ArrowLine line in arrows.Lines(read.Record))
                {
                    output.WriteLine(line);
                }
            }
        }

        if (read.Kind == TranscriptReadKind.Corrupt)
        {
            throw new UsageException($"{path}: {read.Why}");
        }

        if (replies is { LeftOut: > 0 })
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"qmp-harness: {replies.LeftOut} messages left out: the format has no place for greetings, events and what is no JSON"));
        }

        return ExitCode.Success;
    }

    /// <summary>A case that sends what the client sent and wants what the server answered; volatile values become placeholders.</summary>
    private sealed class CaseExport
    {
        private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1040 };

        private readonly TextWriter _output;
        private int _connection = 1;

        public CaseExport(TextWriter output, string name)
        {
            _output = output;
            string id = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
            output.WriteLine($"case behaviour/transcript/{(id.Length == 0 ? "session" : id)}");
            output.WriteLine("  level   MAY");
            output.WriteLine("  source  a recorded session");
            output.WriteLine("  session bare");
            output.WriteLine();
        }

        public void Add(in TranscriptRecord record)
        {
            if (record.Kind is not (RecordKind.Request or RecordKind.Reply or RecordKind.Event))
            {
                return;
            }

            if (record.Connection != _connection)
            {
                _connection = record.Connection;
                _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  -- connection {_connection}"));
            }

            MessageFacts? facts = record.IsMessage ? MessageFacts.Read(record.Payload) : null;
            string? line = (record.Kind, facts) switch
            {
                (RecordKind.Request, null) => $"->raw {PrintableBytes.Quoted(record.Payload.Span)}",
                (RecordKind.Request, _) => $"->{(record.Descriptors.IsEmpty ? "" : "fd")} {PrintableBytes.Of(record.Payload.Span)}",
                (_, null) => null,
                (_, { Role: MessageRole.Greeting }) => "<- greeting",
                (RecordKind.Event, { } happening) => $"<- event {happening.Name}{DataOf(record.Payload)}",
                (_, { Role: MessageRole.Error } error) => $"<- error class={ClassOf(record.Payload)}{(error.Id.IsEmpty ? "" : $" id={PrintableBytes.Of(error.Id.Span)}")}",
                _ => $"<- {PrintableBytes.Of(record.Payload.Span)}",
            };
            if (line is not null)
            {
                _output.WriteLine($"  {line}");
            }
        }

        private static string ClassOf(ReadOnlyMemory<byte> reply)
        {
            using JsonDocument document = JsonDocument.Parse(reply, Options);
            return document.RootElement.GetProperty("error") is { ValueKind: JsonValueKind.Object } error
                && error.TryGetProperty("class", out JsonElement name) && name.ValueKind == JsonValueKind.String
                ? PrintableBytes.Of(Encoding.UTF8.GetBytes(name.GetString()!))
                : "GenericError";
        }

        private static string DataOf(ReadOnlyMemory<byte> happening)
        {
            using JsonDocument document = JsonDocument.Parse(happening, Options);
            return document.RootElement.TryGetProperty("data", out JsonElement data) ? $" {data.GetRawText()}" : "";
        }
    }
}
