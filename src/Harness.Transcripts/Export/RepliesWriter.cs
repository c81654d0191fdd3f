using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Transcripts.Format;

namespace Harness.Transcripts.Export;

/// <summary>
/// A transcript as libvirt's <c>.replies</c> files have it: each request and its reply, pretty-printed, an empty line behind each. The
/// greeting, events and raw bytes, for which the format has no place, are left out.
/// </summary>
public sealed class RepliesWriter(TextWriter output)
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<(int Connection, long Number), string> _requests = [];
    private readonly Dictionary<int, Recording.ReplyPairing> _pairings = [];
    private bool _begun;

    /// <summary>Records that were left out.</summary>
    public int LeftOut { get; private set; }

    public void Add(in TranscriptRecord record)
    {
        if (record.Kind is not (RecordKind.Request or RecordKind.Reply or RecordKind.Event))
        {
            return;
        }

        Recording.ReplyPairing pairing = _pairings.TryGetValue(record.Connection, out Recording.ReplyPairing? known) ? known : _pairings[record.Connection] = new();
        if (!record.IsMessage || Messages.MessageFacts.Read(record.Payload) is not { } facts || record.Kind == RecordKind.Event)
        {
            LeftOut++;
            if (record is { Kind: RecordKind.Request })
            {
                pairing.SentRaw(record.Number, record.Payload);
            }
        }
        else if (record.Kind == RecordKind.Request)
        {
            pairing.Sent(record.Number, facts);
            _requests[(record.Connection, record.Number)] = Pretty(record.Payload);
        }
        else if (_requests.Remove((record.Connection, pairing.Answered(facts)), out string? request))
        {
            Write(request);
            Write(Pretty(record.Payload));
        }
        else
        {
            LeftOut++;
        }
    }

    private void Write(string message)
    {
        output.Write(_begun ? "\n" : "");
        output.Write(message);
        output.Write('\n');
        _begun = true;
    }

    private static string Pretty(ReadOnlyMemory<byte> message)
    {
        using JsonDocument document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 1040 });
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            document.RootElement.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
