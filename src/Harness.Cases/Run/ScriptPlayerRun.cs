using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Verify;

namespace Harness.Cases.Run;

/// <summary>One script while it is played. Every method that returns a <see cref="Shortfall"/> returns null when all is well.</summary>
internal sealed class ScriptPlayerRun(Script script, ITarget target, IPeer peer, ExpectationVerifier verifier, PlayOptions options, ExchangeLog log) : IAsyncDisposable
{
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private readonly Dictionary<string, string> _bound = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, ScriptPlayerConnection> _connections = [];
    private readonly ScriptPlayerExpectations _expectations = new(script, peer, verifier, options);
    private int _current;
    private int _probes;

    public async Task<Shortfall?> PlayAsync(CancellationToken cancel)
    {
        if (WhyNot() is { } lacking)
        {
            return Shortfall.Skip(lacking);
        }

        await ConnectAsync(0, cancel).ConfigureAwait(false);
        if (script.PassesDescriptors && !Connection.TakesDescriptors)
        {
            return Shortfall.Skip("the case passes a file descriptor, which travels over a unix socket only");
        }

        Shortfall? shortfall = script.OpensSession ? await NegotiateAsync(Opening, cancel).ConfigureAwait(false) : null;
        for (int i = 0; i < script.Steps.Count && shortfall is null; i++)
        {
            shortfall = await PlayAsync(script.Steps[i], cancel).ConfigureAwait(false);
        }

        return shortfall ?? await CheckEndAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Closes every connection, even where closing one fails.</summary>
    public async ValueTask DisposeAsync()
    {
        ScriptPlayerConnection[] connections = [.. _connections.Values];
        _connections.Clear();
        await Task.WhenAll(connections.Select(c => c.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private Step.Negotiate Opening => new(script.Span);

    private ScriptPlayerConnection Connection => _connections[_current];

    private string? WhyNot() =>
        script.Connections > target.Monitors ? $"the case needs {script.Connections} connections at the same time; the target serves {target.Monitors}"
        : script.Needs.Contains(Needs.VirtualTime) && !target.VirtualTime ? "the case needs a target on the virtual clock"
        : script.Needs.Contains(Needs.FreshMachine) && !target.StartsFresh ? "the case needs a machine of its own, and the harness did not start this one"
        : null;

    private async ValueTask<Shortfall?> PlayAsync(Step step, CancellationToken cancel)
    {
        switch (step)
        {
            case Step.Send send:
                await Connection.SendAsync((byte[])[.. send.Message.Fill(_bound), .. LineEnd], send.WithDescriptor, cancel).ConfigureAwait(false);
                return null;
            case Step.SendRaw raw:
                await Connection.SendAsync(raw.Bytes, cancel).ConfigureAwait(false);
                return null;
            case Step.EndOutput:
                await Connection.EndOutputAsync(cancel).ConfigureAwait(false);
                return null;
            case Step.UseConnection use:
                _current = use.Number;
                await ConnectAsync(use.Number, cancel).ConfigureAwait(false);
                return null;
            case Step.Reconnect:
                await ReconnectAsync(cancel).ConfigureAwait(false);
                return null;
            case Step.Advance advance:
                return await AdvanceAsync(advance, cancel).ConfigureAwait(false);
            case Step.Silence silence:
                return await _expectations.ExpectSilenceAsync(silence, Connection, WaitAsync, cancel).ConfigureAwait(false);
            case Step.ExpectNoEvent none:
                return await _expectations.ExpectNoEventAsync(none, Connection, WaitAsync, cancel).ConfigureAwait(false);
            case Step.Negotiate:
                return await NegotiateAsync(step, cancel).ConfigureAwait(false);
            case Step.Alive:
                return await ProbeAsync(Connection, step, cancel).ConfigureAwait(false);
            case Step.ExpectGreeting greeting:
                return await _expectations.ExpectGreetingAsync(greeting, Connection, _bound, cancel).ConfigureAwait(false) ?? CheckOffer();
            case Step.ExpectReply or Step.ExpectError:
                return await _expectations.ExpectReplyAsync(step, Connection, _bound, cancel).ConfigureAwait(false);
            case Step.ExpectErrors:
                return await _expectations.ExpectErrorsAsync(step, Connection, cancel).ConfigureAwait(false);
            case Step.ExpectEvent happening:
                return await _expectations.ExpectEventAsync(happening, Connection, _bound, cancel).ConfigureAwait(false);
            case Step.ExpectClosed:
                return await _expectations.ExpectClosedAsync(step, Connection, cancel).ConfigureAwait(false);
            case Step.AnyOrder any:
                return await _expectations.ExpectAnyOrderAsync(any, Connection, _bound, cancel).ConfigureAwait(false);
            case Step.InOrder strict:
                return await _expectations.ExpectInOrderAsync(strict, Connection, _bound, cancel).ConfigureAwait(false);
            case Step.VerifyBytes verify:
                return await _expectations.VerifyAsync(verify, Connection, cancel).ConfigureAwait(false);
            default:
                throw new UnreachableException(step.GetType().Name);
        }
    }

    private async ValueTask ConnectAsync(int number, CancellationToken cancel)
    {
        if (!_connections.ContainsKey(number))
        {
            _connections[number] = new ScriptPlayerConnection(number, await peer.ConnectAsync(number, cancel).ConfigureAwait(false), log, options.Clock);
        }
    }

    private async ValueTask ReconnectAsync(CancellationToken cancel)
    {
        log.Add(_current, "reconnect");
        _connections.Remove(_current, out ScriptPlayerConnection? old);
        await old!.DisposeAsync().ConfigureAwait(false);
        await ConnectAsync(_current, cancel).ConfigureAwait(false);
    }

    /// <summary>Lets time pass on the connection in use: all of it, or until nothing more can come.</summary>
    private async ValueTask<WaitEnd> WaitAsync(TimeSpan time, CancellationToken cancel)
    {
        if (target.VirtualTime)
        {
            peer.Advance(time);
        }

        return await Connection.WaitAsync(static () => false, target.VirtualTime ? TimeSpan.Zero : time, cancel).ConfigureAwait(false);
    }

    private async ValueTask<Shortfall?> AdvanceAsync(Step.Advance advance, CancellationToken cancel)
    {
        log.Add(_current, $"advance {Durations.Write(advance.Time)}");
        long start = options.Clock.GetTimestamp();
        WaitEnd end = await WaitAsync(advance.Time, cancel).ConfigureAwait(false);
        TimeSpan left = advance.Time - options.Clock.GetElapsedTime(start);
        if (end == WaitEnd.Ended && !target.VirtualTime && left > TimeSpan.Zero)
        {
            await Task.Delay(left, options.Clock, cancel).ConfigureAwait(false);
        }

        return end == WaitEnd.Violation ? _expectations.OfViolation(advance, Connection) : null;
    }

    /// <summary>Negotiates, behind the greeting where no step has taken that.</summary>
    private async ValueTask<Shortfall?> NegotiateAsync(Step step, CancellationToken cancel)
    {
        bool isGreeted = Connection.Greeted is not null && Connection.Inbox.Greeting is null;
        Shortfall? shortfall = isGreeted
            ? null
            : await _expectations.ExpectGreetingAsync(new Step.ExpectGreeting(null, step.Span), Connection, _bound, cancel).ConfigureAwait(false) ?? CheckOffer();
        if (shortfall is null)
        {
            await Connection.SendAsync("{ \"execute\": \"qmp_capabilities\" }\r\n"u8.ToArray(), cancel).ConfigureAwait(false);
            Pattern success = new Pattern.Members([new("return", new Pattern.Members([], Exact: false))], Exact: false);
            shortfall = await _expectations.ExpectReplyAsync(new Step.ExpectReply(success, step.Span), Connection, _bound, cancel).ConfigureAwait(false);
        }

        return shortfall is { Verdict: Verdict.Fail } ? shortfall with { Reason = $"the session does not open: {shortfall.Reason}" } : shortfall;
    }

    /// <summary>A case that needs a capability is skipped where the greeting does not offer it.</summary>
    private Shortfall? CheckOffer()
    {
        JsonElement offered = JsonValues.Member(JsonValues.Member(Connection.Greeted!.Value, "QMP"), "capabilities");
        bool offersIt = offered.ValueKind == JsonValueKind.Array && offered.EnumerateArray().Any(c => c.ValueKind == JsonValueKind.String && c.ValueEquals(Needs.OutOfBand));
        return script.Needs.Contains(Needs.OutOfBand) && !offersIt ? Shortfall.Skip("the target does not offer the capability 'oob'") : null;
    }

    /// <summary>A question whose answer shows that the server lives, and that all before it has been answered. Which answer does not matter.</summary>
    private async ValueTask<Shortfall?> ProbeAsync(ScriptPlayerConnection connection, Step step, CancellationToken cancel)
    {
        string id = $"\"qmp-harness:{++_probes}\"";
        await connection.SendAsync(Encoding.UTF8.GetBytes($"{{ \"execute\": \"query-version\", \"id\": {id} }}\r\n"), cancel).ConfigureAwait(false);
        return await _expectations.ExpectAnswerAsync(JsonElement.Parse(id), step, connection, cancel).ConfigureAwait(false);
    }

    /// <summary>Nothing may be left over, and the server must answer once more, unless the case was about its end.</summary>
    private async ValueTask<Shortfall?> CheckEndAsync(CancellationToken cancel)
    {
        foreach (ScriptPlayerConnection connection in _connections.Values)
        {
            _current = connection.Number;
            Shortfall? shortfall = await CheckStillAnswersAsync(connection, cancel).ConfigureAwait(false);
            bool wasEnded = script.Safety == SafetyClass.Destructive && connection is { Ended: not null, Violation: null };
            if (shortfall is not null && !wasEnded)
            {
                return shortfall with { Reason = $"after the last step: {shortfall.Reason}" };
            }

            if (ScriptPlayerExpectations.OfLeftOver(connection) is { } leftOver)
            {
                return leftOver;
            }
        }

        return null;
    }

    private async ValueTask<Shortfall?> CheckStillAnswersAsync(ScriptPlayerConnection connection, CancellationToken cancel)
    {
        if (connection.Ended is null && !connection.OutputEnded && !connection.Conversation.IsInsideMessage)
        {
            return await ProbeAsync(connection, new Step.Alive(script.Span), cancel).ConfigureAwait(false);
        }

        // Nothing can be asked here, so what a server sends too much can only be waited for.
        if (connection.Ended is null)
        {
            await WaitAsync(options.Quiet, cancel).ConfigureAwait(false);
        }

        return connection.Violation is null ? null : _expectations.OfViolation(null, connection);
    }
}
