using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Transcripts.Check;

/// <summary>One connection of a capture that is checked.</summary>
internal sealed class CheckedConnection(bool greets, QmpSchema? schema, Action<CaptureFault> report)
{
    /// <summary>In-band requests in flight at which a server with out-of-band execution stops reading.</summary>
    private const int MostInFlight = 8;

    private readonly List<Waiting> _waiting = [];
    private readonly RawMessages _raw = new();
    private readonly ValueChecker _closed = new(Openness.Closed);
    private readonly ValueChecker _open = new(Openness.Open);
    private bool _greeted = !greets;
    private bool _negotiated = !greets;
    private bool _outOfBand;
    private bool _offersOutOfBand;

    /// <summary>Servers do not agree on how many errors a run of garbage gets: one too many is no fault.</summary>
    private bool _sentGarbage;

    public void Garbage(bool isClient, in TranscriptRecord record, string shown)
    {
        if (isClient)
        {
            _sentGarbage = true;
            _waiting.AddRange(_raw.Take(record.Payload).Select(m => new Waiting(m.Id, "what is no message on one line", OutOfBand: false, m.IsRefused)));
        }

        if (record.Payload.Span.ContainsAnyExcept(" \t\r\n"u8))
        {
            Report("not-json", isClient ? Side.Client : Side.Server, record, $"what is no JSON message on one line: {shown}");
        }
    }

    public void Request(in TranscriptRecord record, in MessageFacts facts)
    {
        string id = CanonicalJson.Of(facts.Id);
        _raw.Leave();
        if (facts.Role != MessageRole.Request)
        {
            Report("not-a-request", Side.Client, record, "a message that is no request");
            _waiting.Add(new Waiting(id, "what is no request", OutOfBand: false, IsRefused: true));
            return;
        }

        string name = facts.Name!;
        if (facts.OutOfBand)
        {
            ReportIf(id.Length == 0, "oob-without-id", Side.Client, record, $"'{name}' out of band without id: its reply cannot be told from others");
            ReportIf(!_outOfBand, "oob-not-enabled", Side.Client, record, $"'{name}' out of band, which was not negotiated");
            ReportIf(schema?.Command(name) is { AllowOutOfBand: false }, "oob-not-allowed", Side.Client, record, $"'{name}' out of band, which the command does not allow");
        }

        ReportIf(!_greeted, "request-before-greeting", Side.Client, record, $"'{name}' before the greeting had come");
        ReportIf(!_negotiated && name != "qmp_capabilities" && !_waiting.Any(w => w.Command == "qmp_capabilities"), "request-before-negotiation", Side.Client, record, $"'{name}' before negotiation");
        ReportIf(id.Length > 0 && _waiting.Any(w => w.Id == id), "id-in-use", Side.Client, record, $"'{name}' has an id that another request in flight has");
        _waiting.Add(new Waiting(id, name, facts.OutOfBand, IsRefused: false));
        ReportIf(_outOfBand && !facts.OutOfBand && _waiting.Count(w => w is { OutOfBand: false, IsRefused: false }) > MostInFlight, "too-many-in-flight", Side.Client, record, $"more than {MostInFlight} requests in flight: the server stops reading, out-of-band ones too");
        CheckArguments(record, facts, name);
        if (name == "qmp_capabilities" && facts.Arguments.Span.IndexOf("\"oob\""u8) >= 0)
        {
            ReportIf(!_offersOutOfBand, "capability-not-offered", Side.Client, record, "enables 'oob', which the greeting did not offer");
            _outOfBand = _offersOutOfBand;
        }
    }

    public void FromServer(in TranscriptRecord record, in MessageFacts facts)
    {
        switch (facts.Role)
        {
            case MessageRole.Greeting:
                ReportIf(_greeted, "second-greeting", Side.Server, record, greets ? "a second greeting" : "a greeting of a server that sends none");
                _greeted = true;
                _offersOutOfBand = record.Payload.Span.IndexOf("\"oob\""u8) >= 0;
                break;
            case MessageRole.Event:
                ReportIf(!_negotiated, "event-before-negotiation", Side.Server, record, $"event {facts.Name} before negotiation was complete");
                CheckEvent(record, facts.Name!);
                break;
            case MessageRole.Success or MessageRole.Error:
                ReportIf(!_greeted, "reply-before-greeting", Side.Server, record, "a reply before the greeting");
                Reply(record, facts);
                break;
            default:
                Report("not-a-reply", Side.Server, record, "a message that is no greeting, reply or event");
                break;
        }
    }

    private void Reply(in TranscriptRecord record, in MessageFacts facts)
    {
        string id = CanonicalJson.Of(facts.Id);
        bool isError = facts.Role == MessageRole.Error;
        int index = _waiting.FindIndex(w => w.Id == id && (isError || !w.IsRefused));
        if (index < 0)
        {
            ReportIf(!(isError && id.Length == 0 && _sentGarbage), "reply-without-request", Side.Server, record, id.Length == 0 ? "a reply without id, while no request without id waits" : $"a reply with id {id}, which no request in flight has");
            return;
        }

        (_, string command, bool outOfBand, _) = _waiting[index];
        int first = _waiting.FindIndex(w => w is { OutOfBand: false, IsRefused: false });
        ReportIf(!outOfBand && first >= 0 && first < index, "reply-out-of-order", Side.Server, record, $"the reply to '{command}' before the reply to '{_waiting[Math.Max(first, 0)].Command}', which was sent before it");
        _waiting.RemoveAt(index);
        if (!outOfBand)
        {
            // Replies come in turn: what was refused before and has no error by now gets none.
            _waiting.RemoveRange(0, _waiting[..index].TakeWhile(w => w.IsRefused).Count());
        }

        _negotiated |= command == "qmp_capabilities" && !isError;
        using JsonDocument document = Parse(record.Payload);
        if (isError)
        {
            bool isWhole = document.RootElement.GetProperty("error") is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("class", out _) && error.TryGetProperty("desc", out _);
            ReportIf(!isWhole, "error-shape", Side.Server, record, "an error without class and desc");
        }
        else if (schema?.Command(command) is { Returns: { } type } && _open.First(document.RootElement.GetProperty("return"), type) is { } wrong)
        {
            Report("reply-type", Side.Server, record, $"the reply to '{command}' is not of its documented type: {wrong}");
        }
    }

    private void CheckArguments(in TranscriptRecord record, in MessageFacts facts, string name)
    {
        if (schema is null)
        {
            return;
        }

        if (schema.Command(name) is not { } command)
        {
            Report("unknown-command", Side.Client, record, $"'{name}' is not documented");
            return;
        }

        using JsonDocument arguments = Parse(facts.Arguments.IsEmpty ? "{}"u8.ToArray() : facts.Arguments);
        if (_closed.First(arguments.RootElement, command.Arguments) is { } wrong)
        {
            Report("arguments-type", Side.Client, record, $"the arguments of '{name}' are not as documented: {wrong}");
        }
    }

    private void CheckEvent(in TranscriptRecord record, string name)
    {
        using JsonDocument document = Parse(record.Payload);
        bool isTimed = document.RootElement.TryGetProperty("timestamp", out JsonElement time) && time.ValueKind == JsonValueKind.Object && time.TryGetProperty("seconds", out _) && time.TryGetProperty("microseconds", out _);
        ReportIf(!isTimed, "event-shape", Side.Server, record, $"event {name} without a timestamp");
        if (schema is null)
        {
            return;
        }

        if (schema.Event(name) is not { } documented)
        {
            Report("unknown-event", Side.Server, record, $"event {name} is not documented");
        }
        else if (document.RootElement.TryGetProperty("data", out JsonElement data) && _open.First(data, documented.Data) is { } wrong)
        {
            Report("event-type", Side.Server, record, $"the data of event {name} is not of its documented type: {wrong}");
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1040 });

    private void ReportIf(bool isFault, string code, Side side, in TranscriptRecord record, string message)
    {
        if (isFault)
        {
            Report(code, side, record, message);
        }
    }

    private void Report(string code, Side side, in TranscriptRecord record, string message) => report(new CaptureFault(code, side, record.Number, record.Connection, message));

    /// <param name="Id">One spelling; empty for none.</param>
    /// <param name="IsRefused">True for what can get nothing but an error.</param>
    private readonly record struct Waiting(string Id, string Command, bool OutOfBand, bool IsRefused);
}
