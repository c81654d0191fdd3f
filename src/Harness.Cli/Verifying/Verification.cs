using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Transcripts.Compare;
using Harness.Transcripts.Export;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Recording;

namespace Harness.Cli.Verifying;

/// <summary>
/// Sends the client's side of a transcript to a peer, connection by connection in the recorded order, each request when what was
/// recorded before it has come, and says how the replies and events differ.
/// </summary>
/// <param name="record">Records what the peer answers; null not to.</param>
internal sealed class Verification(IPeer peer, bool virtualTime, QmpSchema? schema, TimeSpan timeout, SessionRecorder? record, Action<Difference> report) : IAsyncDisposable
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private readonly Dictionary<int, VerifiedConnection> _connections = [];
    private readonly Dictionary<int, ReplyPairing> _pairings = [];
    private readonly SortedSet<int> _freeMonitors = [];
    private readonly Dictionary<int, int> _monitors = [];
    private readonly SessionBindings _bindings = new();

    /// <summary>Replies and events that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Plays the transcript to its end.</summary>
    /// <exception cref="TargetUnavailableException">The peer cannot be connected to.</exception>
    /// <exception cref="UsageException">The transcript is damaged.</exception>
    public async Task RunAsync(TranscriptReader reader, string path, CancellationToken cancel)
    {
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            await PlayAsync(read.Record, cancel);
        }

        if (read.Kind == TranscriptReadKind.Corrupt)
        {
            throw new UsageException($"{path}: {read.Why}");
        }

        foreach (int connection in _connections.Keys.Order().ToList())
        {
            await CloseAsync(connection, CloseNote.ClientClosed, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (VerifiedConnection connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }

        _connections.Clear();
    }

    private async ValueTask PlayAsync(TranscriptRecord recorded, CancellationToken cancel)
    {
        switch (recorded.Kind)
        {
            case RecordKind.Open:
                await OpenAsync(recorded.Connection, cancel);
                return;
            case RecordKind.Mark:
                await PassTimeAsync(recorded, cancel);
                return;
            case RecordKind.Gap:
                record?.Gap(recorded.Note ?? "", recorded.Connection);
                return;
        }

        if (!_connections.TryGetValue(recorded.Connection, out VerifiedConnection? connection))
        {
            return;
        }

        switch (recorded.Kind)
        {
            case RecordKind.Request:
                await SendAsync(connection, recorded, cancel);
                break;
            case RecordKind.Reply or RecordKind.Event:
                await ExpectAsync(connection, recorded, cancel);
                break;
            case RecordKind.Close:
                await EndAsync(connection, recorded, cancel);
                break;
        }
    }

    /// <summary>Connections that are open at the same time are on monitors of their own.</summary>
    private async ValueTask OpenAsync(int number, CancellationToken cancel)
    {
        int monitor = _freeMonitors.Count > 0 ? _freeMonitors.Min : _monitors.Count;
        _freeMonitors.Remove(monitor);
        _monitors[number] = monitor;
        _pairings[number] = new ReplyPairing();
        _connections[number] = new VerifiedConnection(await peer.ConnectAsync(monitor, cancel), timeout, record?.Connect(), new DocumentedReplies(schema));
    }

    private async ValueTask PassTimeAsync(TranscriptRecord recorded, CancellationToken cancel)
    {
        record?.Mark(recorded.Note ?? "", recorded.Connection);
        if (MarkNote.ParseAdvance(recorded.Note) is { } time)
        {
            if (virtualTime)
            {
                peer.Advance(time);
            }
            else
            {
                await Task.Delay(time, cancel);
            }
        }
        else if (MarkNote.ParseSilence(recorded.Note) is { } silence && _connections.TryGetValue(recorded.Connection, out VerifiedConnection? connection))
        {
            await connection.PassAsync(silence, cancel);
        }
    }

    private async ValueTask SendAsync(VerifiedConnection connection, TranscriptRecord recorded, CancellationToken cancel)
    {
        if (!recorded.IsMessage)
        {
            _pairings[recorded.Connection].SentRaw(recorded.Number, recorded.Payload);
            await connection.SendAsync(recorded.Payload, recorded.Descriptors, cancel);
            return;
        }

        if (MessageFacts.Read(recorded.Payload) is { } request)
        {
            _pairings[recorded.Connection].Sent(recorded.Number, request);
            connection.Documented.Sent(recorded.Number, request);
        }

        await connection.SendAsync((byte[])[.. _bindings.Rewrite(recorded.Payload).Span, .. LineEnd], recorded.Descriptors, cancel);
    }

    private async ValueTask ExpectAsync(VerifiedConnection connection, TranscriptRecord recorded, CancellationToken cancel)
    {
        Compared++;
        MessageFacts? facts = recorded.IsMessage ? MessageFacts.Read(recorded.Payload) : null;
        bool isEvent = recorded.Kind == RecordKind.Event;
        long answered = facts is { } reply && !isEvent ? _pairings[recorded.Connection].Answered(reply) : 0;
        ReadOnlyMemory<byte>? came = await connection.WaitAsync(
            incoming => isEvent ? incoming.TakeEvent(facts?.Name) : facts is { } wanted ? incoming.TakeReply(wanted.Id) : incoming.TakeRaw(), cancel);
        if (came is not { } actual)
        {
            string? why = connection.Ended is null ? null : $"the connection is {connection.Ended}";
            Report(new Difference(isEvent ? DifferenceKind.MissingEvent : DifferenceKind.MissingReply, "", PrintableBytes.Of(recorded.Payload.Span), why), recorded);
            return;
        }

        if (facts is not { } known)
        {
            if (!actual.Span.SequenceEqual(recorded.Payload.Span))
            {
                Report(new Difference(DifferenceKind.Value, "", PrintableBytes.Of(recorded.Payload.Span), PrintableBytes.Of(actual.Span)), recorded);
            }

            return;
        }

        SchemaType? type = connection.Documented.Of(recorded.Kind, answered, known);
        foreach (Difference difference in new MessageComparer(_bindings).Compare(recorded.Payload, actual, type))
        {
            Report(difference, recorded);
        }
    }

    private async ValueTask EndAsync(VerifiedConnection connection, TranscriptRecord recorded, CancellationToken cancel)
    {
        if (!CloseNote.IsClients(recorded.Note))
        {
            if (!await connection.WaitForEndAsync(cancel))
            {
                Report(new Difference(DifferenceKind.End, "", recorded.Note, "the connection is open"), recorded);
            }
        }
        else if (recorded.Note == CloseNote.ClientEnded)
        {
            connection.Record?.ClientEnded(CloseNote.ClientEnded);
            await connection.EndOutputAsync(cancel);
        }
        else
        {
            await CloseAsync(recorded.Connection, recorded.Note!, cancel);
        }
    }

    private async ValueTask CloseAsync(int number, string note, CancellationToken cancel)
    {
        VerifiedConnection connection = _connections[number];
        await connection.DrainAsync(cancel);
        (IReadOnlyList<ReadOnlyMemory<byte>> replies, IReadOnlyList<ReadOnlyMemory<byte>> events) = connection.Incoming.TakeAll();
        foreach (ReadOnlyMemory<byte> reply in replies)
        {
            report(new Difference(DifferenceKind.ExtraReply, "", null, PrintableBytes.Of(reply.Span), Connection: number));
        }

        foreach (ReadOnlyMemory<byte> happening in events)
        {
            report(new Difference(DifferenceKind.ExtraEvent, "", null, PrintableBytes.Of(happening.Span), Connection: number));
        }

        connection.Record?.ClientEnded(note);
        await connection.DisposeAsync();
        _connections.Remove(number);
        _freeMonitors.Add(_monitors[number]);
    }

    private void Report(Difference difference, in TranscriptRecord recorded) => report(difference with { Record = recorded.Number, Connection = recorded.Connection });
}
