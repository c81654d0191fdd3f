using System.Diagnostics;
using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cases.Verify;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;
using Harness.Session;
using Harness.Wire;

namespace Harness.Fuzz.Play;

/// <summary>One case while it is played. Stops at the first breach: behind it nothing that the peer says can be relied on.</summary>
internal sealed class CasePlay(FuzzSetting setting, IPeer peer, RequestReader reader, ReplyJudge judge, StateWatch watch, Coverage coverage) : IAsyncDisposable
{
    private static readonly byte[] Probe = "{\"execute\": \"qmp_capabilities\", \"id\": \"harness-probe\"}\r\n"u8.ToArray();

    private static readonly byte[] Negotiation = "{\"execute\": \"qmp_capabilities\", \"id\": \"harness-open\"}\r\n"u8.ToArray();

    private readonly SortedDictionary<int, FuzzConnection> _connections = [];
    private readonly StateWatch.Snapshot _state = new();
    private Breach? _breach;
    private int _step;
    private bool _quit;
    private bool _errorReply;
    private string _last = "session";

    public long Requests { get; private set; }

    public async ValueTask<Breach?> RunAsync(FuzzCase fuzzCase, CancellationToken cancel)
    {
        for (_step = 0; _step < fuzzCase.Steps.Count && _breach is null && !_quit; _step++)
        {
            await StepAsync(fuzzCase.Steps[_step], cancel).ConfigureAwait(false);
            if (_breach is not null)
            {
                return _breach;
            }
        }

        if (!_quit)
        {
            await FinishAsync(cancel).ConfigureAwait(false);
        }

        return _breach;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (FuzzConnection connection in _connections.Values)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask StepAsync(FuzzStep step, CancellationToken cancel)
    {
        switch (step)
        {
            case FuzzStep.Open open:
                await OpenAsync(open.Connection, open.Negotiates, cancel).ConfigureAwait(false);
                break;
            case FuzzStep.Send send:
                await SendAsync(send, cancel).ConfigureAwait(false);
                break;
            default:
                throw new UnreachableException(step.GetType().Name);
        }
    }

    private async ValueTask<FuzzConnection> OpenAsync(int number, bool negotiates, CancellationToken cancel)
    {
        if (_connections.Remove(number, out FuzzConnection? old))
        {
            await old.DisposeAsync().ConfigureAwait(false);
        }

        FuzzConnection connection = new(await ConnectAsync(number, cancel).ConfigureAwait(false));
        _connections.Add(number, connection);
        await DrainAsync(connection, () => connection.Greeted, "(greeting)", cancel).ConfigureAwait(false);
        if (negotiates && _breach is null && !connection.Ended)
        {
            await OwnAsync(connection, Negotiation, Expectation.Anything, RequestReader.Negotiation, cancel).ConfigureAwait(false);
        }

        return connection;
    }

    /// <summary>A peer that cannot be connected to any more may have died of the case before it was noticed.</summary>
    private async ValueTask<IByteChannel> ConnectAsync(int number, CancellationToken cancel)
    {
        try
        {
            return await peer.ConnectAsync(number, cancel).ConfigureAwait(false);
        }
        catch (TargetUnavailableException e) when (peer.Death is { } death)
        {
            throw new TargetUnavailableException(death, e);
        }
    }

    private async ValueTask SendAsync(FuzzStep.Send send, CancellationToken cancel)
    {
        FuzzConnection connection = _connections.TryGetValue(send.Connection, out FuzzConnection? open)
            ? open
            : await OpenAsync(send.Connection, negotiates: true, cancel).ConfigureAwait(false);
        if (_breach is not null || connection.Ended)
        {
            return;
        }

        bool asks = connection.Negotiated && !connection.IsInsideMessage;
        IReadOnlyList<string> queries = asks ? watch.QueriesFor(send.Bytes, reader) : [];
        await AskStateAsync(connection, queries, null, cancel).ConfigureAwait(false);
        _errorReply = false;
        IReadOnlyList<Reading> readings = connection.Sent(send.Bytes, reader);
        Requests += readings.Count;
        _last = readings.Count > 0 && readings[^1].Command is { } command ? command.Name : readings.Count > 0 ? "session" : _last;
        if (_breach is null)
        {
            await connection.Channel.SendAsync(send.Bytes, cancel).ConfigureAwait(false);
            await DrainAsync(connection, () => connection.Waiting.Count == 0, null, cancel).ConfigureAwait(false);
        }

        await SettleAsync(connection, cancel).ConfigureAwait(false);
        if (_errorReply && readings.Count == 1 && _breach is null)
        {
            await AskStateAsync(connection, queries, readings[0], cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Behind bytes that are no JSON nobody knows how many errors come: a probe is answered behind the last.</summary>
    private async ValueTask SettleAsync(FuzzConnection connection, CancellationToken cancel)
    {
        if (!connection.NeedsProbe || connection.IsInsideMessage || _breach is not null || connection.Ended)
        {
            return;
        }

        connection.NeedsProbe = false;
        await OwnAsync(connection, Probe, Expectation.Anything, "harness-probe", cancel).ConfigureAwait(false);
        if (_breach is null && connection.OwesComplaint)
        {
            Break(Oracle.SilentGarbage, "session", "silent", "bytes that are no JSON brought no error, and the request behind them was answered", null);
        }
    }

    private async ValueTask AskStateAsync(FuzzConnection connection, IReadOnlyList<string> queries, Reading? refused, CancellationToken cancel)
    {
        foreach (string query in queries)
        {
            if (_breach is null && !connection.Ended && (refused is not null || !_state.Has(query)))
            {
                await OwnAsync(connection, watch.RequestOf(query), Expectation.Anything, query, cancel).ConfigureAwait(false);
                if (_breach is null && _state.Record(query, judge.LastReturn, refused is not null) is { } change)
                {
                    Break(Oracle.ChangedByRefused, refused!.Command?.Name ?? "session", query, $"a refused {refused.Name} changed what {query} says: {change}", refused);
                }
            }
        }
    }

    private async ValueTask OwnAsync(FuzzConnection connection, byte[] request, Expectation expectation, string name, CancellationToken cancel)
    {
        connection.Conversation.Sent(request);
        connection.Expect(new Reading(expectation, name, setting.Schema.Command(name), ReplyJudge.IdOf(request), null) { IsOwn = true });
        await connection.Channel.SendAsync(request, cancel).ConfigureAwait(false);
        await DrainAsync(connection, () => connection.Waiting.Count == 0, null, cancel).ConfigureAwait(false);
    }

    /// <summary>The peer answers on every connection, or on a new one, and what it sent is on lines of its own.</summary>
    private async ValueTask FinishAsync(CancellationToken cancel)
    {
        bool answered = false;
        foreach (FuzzConnection connection in _connections.Values.Where(c => !c.Ended))
        {
            if (!connection.IsInsideMessage && _breach is null && !_quit)
            {
                await OwnAsync(connection, Probe, Expectation.Anything, "harness-probe", cancel).ConfigureAwait(false);
                answered = true;
                await VerifyFramingAsync(connection, cancel).ConfigureAwait(false);
            }
        }

        if (!answered && _breach is null && !_quit)
        {
            await OpenAsync(0, negotiates: true, cancel).ConfigureAwait(false);
        }
    }

    private async ValueTask VerifyFramingAsync(FuzzConnection connection, CancellationToken cancel)
    {
        if (_breach is null && FramingVerifier.NeedsMore(connection.Received))
        {
            ChannelRead more = await connection.Channel.ReceiveAsync(TimeSpan.FromMilliseconds(100), cancel).ConfigureAwait(false);
            if (more.Kind == ChannelReadKind.Bytes)
            {
                Take(connection, more.Bytes.Span);
            }
        }

        foreach (Framing framing in Enum.GetValues<Framing>())
        {
            if (_breach is null && FramingVerifier.Why(framing, connection.Received) is { } why)
            {
                Break(Oracle.Framing, "session", framing.ToString().ToLowerInvariant(), why, null);
            }
        }
    }

    /// <summary>Receives until it is ready, the case is over, or the deadline has passed.</summary>
    /// <param name="awaited">What is waited for, where it is not the reply to a request.</param>
    private async ValueTask DrainAsync(FuzzConnection connection, Func<bool> isReady, string? awaited, CancellationToken cancel)
    {
        long start = setting.Clock.GetTimestamp();
        while (!isReady() && _breach is null && !connection.Ended)
        {
            TimeSpan left = setting.Timeout - setting.Clock.GetElapsedTime(start);
            ChannelRead read = await connection.Channel.ReceiveAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel).ConfigureAwait(false);
            switch (read.Kind)
            {
                case ChannelReadKind.Bytes:
                    Take(connection, read.Bytes.Span);
                    break;
                case ChannelReadKind.Silence:
                    Reading? waits = connection.Oldest;
                    Break(Oracle.NoReply, waits is { IsOwn: false, Command: { } c } ? c.Name : _last, awaited ?? (waits!.IsOwn ? "probe" : "request"), $"no reply to {awaited ?? waits!.Name} within {setting.Timeout.TotalSeconds:0.###} s", waits);
                    break;
                default:
                    await EndAsync(connection, read, cancel).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async ValueTask EndAsync(FuzzConnection connection, ChannelRead read, CancellationToken cancel)
    {
        connection.Ended = true;
        if (_quit || connection.Waiting.Any(r => r.Name == "quit"))
        {
            _quit = true;
            return;
        }

        // A child that died has closed its sockets before the system says that it ended.
        for (int i = 0; peer.Death is null && !setting.Target.VirtualTime && setting.Target.StartsFresh && i < 40; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25), setting.Clock, cancel).ConfigureAwait(false);
        }

        string how = read.Kind == ChannelReadKind.Closed ? "closed" : $"broken: {read.Detail}";
        Break(peer.Death is null ? Oracle.Closed : Oracle.Crash, _last, peer.Death is null ? "closed" : "ended", peer.Death ?? $"the connection was {how}", connection.Oldest);
    }

    private void Take(FuzzConnection connection, ReadOnlySpan<byte> bytes)
    {
        if (!connection.Received.TryFeed(bytes))
        {
            Break(Oracle.Protocol, _last, "flood", $"more than {ServerBytes.MaxBytes} bytes in one case", null);
        }

        while (_breach is null && connection.Received.TryRead(out ReceivedMessage message))
        {
            Take(connection, message);
        }
    }

    private void Take(FuzzConnection connection, in ReceivedMessage message)
    {
        Incoming incoming = message.Why is null ? connection.Conversation.Judge(message.Value) : new Incoming(IncomingKind.Violation, message.Why);
        switch (incoming.Kind)
        {
            case IncomingKind.Violation:
                Break(Oracle.Protocol, "session", ReplyJudge.Stable(incoming.Why!), $"{incoming.Why}: {ArrowText.Printable(message.Raw.Span, 200)}", connection.Oldest);
                break;
            case IncomingKind.Greeting:
                connection.Greeted = true;
                Report(ReplyJudge.Greeting(message.Value));
                break;
            case IncomingKind.Event:
                coverage.Event(message.Value);
                Report(judge.Event(message.Value));
                break;
            default:
                TakeReply(connection, message.Value, incoming.Kind == IncomingKind.Success);
                break;
        }
    }

    private void TakeReply(FuzzConnection connection, JsonElement reply, bool success)
    {
        if (connection.Answered(reply) is not { } reading)
        {
            connection.OwesComplaint = false;
            return;
        }

        _errorReply |= !success;
        connection.Negotiated |= success && reading.Name == RequestReader.Negotiation;
        if (!reading.IsOwn)
        {
            _quit |= success && reading.Name == "quit";
            coverage.Reply(reading, reply, success);
            if (success && reading.Command is not null)
            {
                _state.Forget();
            }
        }

        Report(judge.Reply(reading, reply, success));
    }

    private void Report(Breach? breach) => _breach ??= breach is null ? null : breach with { Step = _step };

    private void Break(Oracle oracle, string subject, string place, string why, Reading? reading) =>
        _breach ??= new Breach(oracle, subject, place, _step, why) { Reading = reading };
}
