using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cases.Verify;
using Harness.Fuzz.Input;
using Harness.Fuzz.Oracles;
using Harness.Fuzz.Play;
using Harness.Schema.Source;
using Harness.Wire;

namespace Harness.Fuzz.Findings;

/// <summary>Writes a shrunk case down as a script that fails while the peer does what was found, and passes when it no longer does.</summary>
internal sealed class FindingScript(FuzzSetting setting)
{
    private static readonly SourceSpan Nowhere = SourceSpan.None;

    private static readonly Pattern AnyObject = new Pattern.Members([], Exact: false);

    private readonly RequestReader _reader = new(setting.Schema, setting.Offered);
    private readonly StateWatch _watch = new(setting);

    public Script Write(FuzzCase shrunk, Breach breach)
    {
        if (breach is { Oracle: Oracle.Protocol, Place: ReplyJudge.GreetingPlace })
        {
            return Greeting(shrunk, breach);
        }

        List<Step> steps = [];
        bool bare = shrunk.Steps[0] is FuzzStep.Open { Connection: 0 };
        Dictionary<int, Peer> peers = [];
        int current = 0;
        for (int i = 0; i < shrunk.Steps.Count; i++)
        {
            FuzzStep step = shrunk.Steps[i];
            bool known = peers.TryGetValue(step.Connection, out Peer? peer);
            peer = known && step is not FuzzStep.Open ? peer! : peers[step.Connection] = new Peer { Negotiated = step is not FuzzStep.Open { Negotiates: false } };
            if (step.Connection != current)
            {
                steps.Add(new Step.UseConnection(current = step.Connection, Nowhere));
            }

            bool first = !known && step.Connection == 0;
            Open(steps, step, first, known, bare);
            if (step is FuzzStep.Send send)
            {
                Send(steps, send, peer, i == breach.Step ? breach : null);
            }
        }

        if (breach is { Oracle: Oracle.ReturnType, Reading.IsOwn: true })
        {
            steps.AddRange([Requests.Execute(breach.Subject, null, Nowhere), Requests.Returns(new Pattern.OfType(breach.Subject, IsReturnOf: true), Nowhere)]);
        }

        Finish(steps, breach, peers[current]);
        IReadOnlyList<string> sent = SentCommands.Of(steps);
        return new Script(
            breach.Id, CaseKind.Fuzz, setting.Schema.Command(breach.Subject)?.Name, Level.Must, Source(breach), shrunk.Machine.Name, [],
            SentCommands.SafetyOf(sent, setting.Safety), [.. sent.Where(s => setting.Schema.Command(s) is not null)], [], !bare, steps, Nowhere);
    }

    private static Script Greeting(FuzzCase shrunk, Breach breach)
    {
        Pattern whole = new Pattern.Members([new("version", new Pattern.OfKind(ValueKind.Object)), new("capabilities", new Pattern.OfKind(ValueKind.Array))], Exact: false);
        return new Script(
            breach.Id, CaseKind.Fuzz, null, Level.Must, Source(breach), shrunk.Machine.Name, [], SafetyClass.Read, [], [], OpensSession: false,
            [new Step.ExpectGreeting(whole, Nowhere)], Nowhere);
    }

    private static string Source(Breach breach)
    {
        string text = string.Concat($"{breach.Word}: {breach.Why}".Select(c => c is >= ' ' and <= '~' ? c : '?'));
        return text.Length > 200 ? text[..200] : text;
    }

    private static void Open(List<Step> steps, FuzzStep step, bool first, bool known, bool bare)
    {
        if (step is FuzzStep.Open open)
        {
            if (known || (!first && open.Connection == 0))
            {
                steps.Add(new Step.Reconnect(Nowhere));
            }

            steps.Add(open.Negotiates ? new Step.Negotiate(Nowhere) : new Step.ExpectGreeting(null, Nowhere));
        }
        else if (!known && !(first && !bare))
        {
            steps.Add(new Step.Negotiate(Nowhere));
        }
    }

    private void Send(List<Step> steps, FuzzStep.Send send, Peer peer, Breach? breach)
    {
        bool watched = breach?.Oracle == Oracle.ChangedByRefused;
        IReadOnlyList<string> queries = watched ? [breach!.Place] : [];
        steps.AddRange(StateQueries.Remember(queries, Nowhere));
        steps.Add(IsPlainLine(send.Bytes.Span) ? new Step.Send(Template.Of(Encoding.UTF8.GetString(send.Bytes.Span)), Nowhere) : new Step.SendRaw(send.Bytes, Nowhere));
        peer.Reader.Feed(send.Bytes.ToArray());
        bool complained = false;
        while (peer.Reader.TryRead(out WireMessage message))
        {
            Reading reading = _reader.Read(message, peer.Negotiated);
            peer.Negotiated |= reading.Name == RequestReader.Negotiation;
            if (!(complained && reading.Expectation == Expectation.Complaint))
            {
                steps.AddRange(Expect(reading, breach));
            }

            complained = reading.Expectation == Expectation.Complaint;
        }

        steps.AddRange(StateQueries.Compare(queries, Nowhere));
        if (breach?.Oracle == Oracle.EventType)
        {
            steps.Add(new Step.ExpectEvent(breach.Subject, new Pattern.OfType(breach.Subject, IsReturnOf: false), Nowhere));
        }
    }

    private static IEnumerable<Step> Expect(Reading reading, Breach? breach)
    {
        switch (reading.Expectation)
        {
            case Expectation.Complaint:
                yield return new Step.ExpectErrors(Nowhere);
                break;
            case Expectation.NotFound:
                yield return new Step.ExpectError("CommandNotFound", null, Nowhere);
                break;
            case Expectation.Refusal when reading.Command is not null && reading.Name != RequestReader.Negotiation:
                yield return Requests.Refused(Nowhere);
                break;
            case Expectation.Refusal:
                yield return new Step.ExpectError(null, null, Nowhere);
                break;
            case Expectation.Answer:
                yield return Answer(reading, breach);
                break;
            case Expectation.Anything:
                yield return new Step.ExpectReply(AnyObject, Nowhere);
                break;
            case Expectation.Doubtful:
                break;
            default:
                throw new UnreachableException(reading.Expectation.ToString());
        }
    }

    private static Step.ExpectReply Answer(Reading reading, Breach? breach)
    {
        bool about = breach is not null && breach.Reading?.Name == reading.Name;
        Pattern success = Requests.Object("return", about && breach!.Oracle == Oracle.ReturnType ? new Pattern.OfType(reading.Name, IsReturnOf: true) : new Pattern.OfKind(ValueKind.Any));
        Pattern error = about && breach!.Oracle == Oracle.RefusedValid ? Requests.Object("desc", new Pattern.Not(Requests.Text(Description(breach))))
            : about && breach!.Oracle == Oracle.ErrorClass ? Requests.Object("class", new Pattern.Not(Requests.Text("CommandNotFound")))
            : AnyObject;
        return new Step.ExpectReply(new Pattern.Either([success, Requests.Object("error", error)]), Nowhere);
    }

    private static string Description(Breach breach) => breach.Why[(breach.Why.IndexOf("the error says: ", StringComparison.Ordinal) + "the error says: ".Length)..];

    private static void Finish(List<Step> steps, Breach breach, Peer peer)
    {
        if (breach.Oracle == Oracle.Framing && !peer.Reader.IsInsideMessage)
        {
            steps.AddRange(Enum.GetValues<Framing>().Where(f => f.ToString().Equals(breach.Place, StringComparison.OrdinalIgnoreCase)).Select(f => new Step.VerifyBytes(f, Nowhere)));
        }
        else if (!peer.Reader.IsInsideMessage)
        {
            steps.Add(new Step.Alive(Nowhere));
        }
        else
        {
            steps.AddRange([new Step.Reconnect(Nowhere), new Step.Negotiate(Nowhere)]);
        }
    }

    /// <summary>One strict JSON object in ASCII and its line end: what <c>-></c> sends is the same.</summary>
    private static bool IsPlainLine(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.EndsWith("\r\n"u8) || bytes[..^2].ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            return false;
        }

        try
        {
            return JsonElement.Parse(bytes[..^2], ServerBytes.DocumentOptions).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The server's end of one connection.</summary>
    private sealed class Peer
    {
        public MessageReader Reader { get; } = new(JsonFlavour.Qemu, WireLimits.Default);

        public bool Negotiated { get; set; }
    }
}
