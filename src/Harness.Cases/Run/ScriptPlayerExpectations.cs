using System.Text;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Verify;

namespace Harness.Cases.Run;

/// <summary>Waits for what a step expects and says what is wrong with what came. Every method returns null when all is well.</summary>
internal sealed partial class ScriptPlayerExpectations(Script script, IPeer peer, ExpectationVerifier verifier, PlayOptions options)
{
    private const int MaxShown = 4096;

    /// <summary>Lets time pass: all of it, or until nothing more can come.</summary>
    public delegate ValueTask<WaitEnd> Wait(TimeSpan time, CancellationToken cancel);

    public async ValueTask<Shortfall?> ExpectGreetingAsync(Step.ExpectGreeting step, ScriptPlayerConnection connection, Dictionary<string, string> bound, CancellationToken cancel)
    {
        WaitEnd end = await connection.WaitAsync(() => connection.Inbox.Greeting is not null, options.Timeout, cancel).ConfigureAwait(false);
        if (end != WaitEnd.Ready)
        {
            return OfWait(end, step, connection, "greeting");
        }

        Arrival greeting = connection.Inbox.Greeting!;
        connection.Inbox.TakeGreeting();
        return verifier.Why(step, greeting, bound) is { } why ? Fail(why, step, Show(greeting)) : null;
    }

    public async ValueTask<Shortfall?> ExpectReplyAsync(Step step, ScriptPlayerConnection connection, Dictionary<string, string> bound, CancellationToken cancel)
    {
        WaitEnd end = await connection.WaitAsync(() => connection.Inbox.NextReply is not null, options.Timeout, cancel).ConfigureAwait(false);
        if (end != WaitEnd.Ready)
        {
            return OfWait(end, step, connection, "reply");
        }

        Arrival reply = connection.Inbox.NextReply!;
        connection.Inbox.Take(reply);
        return verifier.Why(step, reply, bound) is { } why ? Fail(why, step, Show(reply)) : null;
    }

    public async ValueTask<Shortfall?> ExpectErrorsAsync(Step step, ScriptPlayerConnection connection, CancellationToken cancel)
    {
        Inbox inbox = connection.Inbox;
        WaitEnd end = await connection.WaitAsync(() => (inbox.NextReply ?? inbox.PassedError) is not null, options.Timeout, cancel).ConfigureAwait(false);
        if (end != WaitEnd.Ready)
        {
            return OfWait(end, step, connection, "error");
        }

        Arrival reply = inbox.NextReply ?? inbox.PassedError!;
        if (!reply.IsErrorWithoutId)
        {
            return Fail(reply.Kind == Session.IncomingKind.Error ? "reply has an id, expected an error without one" : "reply is a success, expected an error", step, Show(reply));
        }

        inbox.PassErrors();
        return null;
    }

    public async ValueTask<Shortfall?> ExpectEventAsync(Step.ExpectEvent step, ScriptPlayerConnection connection, Dictionary<string, string> bound, CancellationToken cancel)
    {
        Arrival? found = null;
        WaitEnd end = await connection.WaitAsync(() => (found = FindEvent(step, connection, bound)) is not null, options.Timeout, cancel).ConfigureAwait(false);
        if (end == WaitEnd.Ready)
        {
            Bindings.Overwrite(bound, Names(step, found!, bound));
            connection.Inbox.Take(found!);
            return null;
        }

        // The one that comes nearest tells more than "none came".
        Arrival? near = connection.Inbox.Events.LastOrDefault(e => e.Value.GetProperty("event").ValueEquals(step.Name));
        return end == WaitEnd.Silence && near is not null
            ? Fail(verifier.Why(step, near, Bindings.Copy(bound))!, step, Show(near))
            : OfWait(end, step, connection, $"event {step.Name}");
    }

    public async ValueTask<Shortfall?> ExpectNoEventAsync(Step.ExpectNoEvent step, ScriptPlayerConnection connection, Wait wait, CancellationToken cancel)
    {
        WaitEnd end = await wait(options.Quiet, cancel).ConfigureAwait(false);
        Arrival? came = connection.Inbox.Events.FirstOrDefault(e => e.Value.GetProperty("event").ValueEquals(step.Name));
        return end == WaitEnd.Violation ? OfViolation(step, connection)
            : came is not null ? Fail($"event {step.Name} came, expected none", step, Show(came))
            : null;
    }

    public async ValueTask<Shortfall?> ExpectSilenceAsync(Step.Silence step, ScriptPlayerConnection connection, Wait wait, CancellationToken cancel)
    {
        WaitEnd end = await wait(step.Time, cancel).ConfigureAwait(false);
        return end is WaitEnd.Violation or WaitEnd.Ended ? OfWait(end, step, connection, "silence")
            : (connection.Inbox.NextReply ?? connection.Inbox.Greeting) is { } came ? Fail("the server sent a message, expected silence", step, Show(came))
            : null;
    }

    public async ValueTask<Shortfall?> ExpectClosedAsync(Step step, ScriptPlayerConnection connection, CancellationToken cancel)
    {
        WaitEnd end = await connection.WaitAsync(static () => false, options.Timeout, cancel).ConfigureAwait(false);
        return end == WaitEnd.Violation ? OfViolation(step, connection)
            : end == WaitEnd.Silence ? Died() ?? Fail($"the connection is still open after {Durations.Write(options.Timeout)}", step, "-- open")
            : script.Safety < SafetyClass.Destructive ? Died()
            : null;
    }

    /// <summary>Waits for the reply with that id and takes it, whatever it says; replies before it stay.</summary>
    public async ValueTask<Shortfall?> ExpectAnswerAsync(JsonElement id, Step step, ScriptPlayerConnection connection, CancellationToken cancel)
    {
        Arrival? answer = null;
        WaitEnd end = await connection.WaitAsync(() => (answer = FindAnswer()) is not null, options.Timeout, cancel).ConfigureAwait(false);
        if (end != WaitEnd.Ready)
        {
            return OfWait(end, step, connection, "answer to a query");
        }

        connection.Inbox.Take(answer!);
        return null;

        Arrival? FindAnswer() => connection.Inbox.Replies.FirstOrDefault(r => JsonValues.AreEqual(JsonValues.Member(r.Value, "id"), id));
    }

    public async ValueTask<Shortfall?> VerifyAsync(Step.VerifyBytes step, ScriptPlayerConnection connection, CancellationToken cancel)
    {
        await connection.WaitAsync(() => !FramingVerifier.NeedsMore(connection.Received), options.Quiet, cancel).ConfigureAwait(false);
        return connection.Violation is not null ? OfViolation(step, connection)
            : FramingVerifier.Why(step.Framing, connection.Received) is { } why ? Fail(why, step, null)
            : null;
    }

    /// <summary>A reply that no step took; null when there is none.</summary>
    public static Shortfall? OfLeftOver(ScriptPlayerConnection connection) => connection.Inbox.NextReply is { } reply
        ? new Shortfall(Verdict.Fail, "a reply came that the case does not expect", "-- no further reply", Show(reply))
        : null;

    /// <param name="step">Null when the case was over.</param>
    public Shortfall OfViolation(Step? step, ScriptPlayerConnection connection)
    {
        Violation violation = connection.Violation!;
        return Died(connection) ?? Fail($"protocol violation: {violation.Why}", step, $"<- {ArrowText.Printable(violation.Raw.Span, MaxShown)}");
    }

    private Shortfall OfWait(WaitEnd end, Step step, ScriptPlayerConnection connection, string what)
    {
        if (end == WaitEnd.Violation)
        {
            return OfViolation(step, connection);
        }

        if (end == WaitEnd.Ended)
        {
            return Died() ?? Fail($"the server ended the connection ({connection.Ended}), expected {WithArticle(what)}", step, $"-- {connection.Ended}");
        }

        string time = Durations.Write(options.Timeout);
        connection.Note($"silence {time}");
        ReadOnlyMemory<byte> begun = connection.Received.Unfinished;
        return Died() ?? (begun.IsEmpty
            ? Fail($"no {what} within {time}", step, $"-- silence {time}")
            : Fail($"no {what} within {time}: the server has begun a message and not ended it", step, $"<- {ArrowText.Printable(begun.Span, MaxShown)}"));
    }

    /// <summary>A server that is dead has shown nothing about the step.</summary>
    private Shortfall? Died() => peer.Death is { } death ? Shortfall.Error($"the target died: {death}") : null;

    /// <summary>What a dying server cut short is no violation; what it sent whole is one.</summary>
    private Shortfall? Died(ScriptPlayerConnection connection) => connection.Ended is null ? null : Died();

    private Arrival? FindEvent(Step.ExpectEvent step, ScriptPlayerConnection connection, Dictionary<string, string> bound) =>
        connection.Inbox.Events.FirstOrDefault(e => verifier.Why(step, e, Bindings.Copy(bound)) is null);

    private Dictionary<string, string> Names(Step step, Arrival arrival, Dictionary<string, string> bound)
    {
        Dictionary<string, string> names = Bindings.Copy(bound);
        verifier.Why(step, arrival, names);
        return names;
    }

    private static string WithArticle(string what) => what == "silence" ? what : what[0] is 'a' or 'e' ? $"an {what}" : $"a {what}";

    private static string Show(Arrival arrival) => $"{(arrival.Kind == Session.IncomingKind.Event ? "!" : "<-")} {ArrowText.Printable(arrival.Raw.Span, MaxShown)}";

    private static string Show(IEnumerable<Arrival> arrivals)
    {
        StringBuilder text = new();
        foreach (Arrival arrival in arrivals)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Show(arrival));
        }

        return text.Length > 0 ? text.ToString() : "-- nothing";
    }

    private static Shortfall Fail(string reason, Step? step, string? actual) =>
        new(Verdict.Fail, reason, step is null ? null : CaseWriter.Write(step), actual);
}
