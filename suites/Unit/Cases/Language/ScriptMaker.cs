using System.Globalization;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Language;

/// <summary>Makes scripts of every step and pattern from a seed.</summary>
internal sealed class ScriptMaker(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _bound = [];

    public Script Make()
    {
        Step[] steps = [.. Enumerable.Range(0, _random.Next(1, 12)).Select(_ => MakeStep())];
        string id = Pick("qmp.a.b", "args/eject/device/missing", "behaviour/x/y.z[0]", "example/query-block/1", "surface/stop", "returns/query-name");
        return new Script(
            id,
            CaseIds.KindOf(id)!.Value,
            Pick(CaseIds.CommandOf(id), "other", null),
            Pick(Level.Must, Level.Should, Level.May),
            Pick("plain", "with \"quotes\" inside", "\"first", "a # mark", "  spaces ", "", "line\nbreak é \uD83D\uDE00 \\"),
            Pick("default", "locked-tray"),
            Words("lost-id", "two-replies"),
            Pick(SafetyClass.Read, SafetyClass.Mutating, SafetyClass.Destructive, SafetyClass.Host),
            _random.Next(2) == 0 ? SentCommands.Of(steps) : Words("query-name", "x"),
            Words(Needs.OutOfBand, Needs.VirtualTime),
            _random.Next(2) == 0,
            steps,
            SourceSpan.None);
    }

    private Step MakeStep()
    {
        switch (_random.Next(21))
        {
            case 0 or 1:
                return new Step.Send(MakeMessage(), default) { WithDescriptor = _random.Next(3) == 0 };
            case 2:
                return new Step.SendRaw(MakeBytes(), default);
            case 3:
                return new Step.ExpectGreeting(Maybe(MakePattern), default);
            case 4 or 5 or 6:
                return MakeExpectation();
            case 7:
                return new Step.ExpectErrors(default);
            case 8:
                return new Step.ExpectClosed(default);
            case 9:
                return new Step.ExpectNoEvent("RESET", default);
            case 10:
                return new Step.Silence(MakeTime(), default);
            case 11:
                return new Step.AnyOrder([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => MakeExpectation())], default);
            case 12:
                return new Step.InOrder([.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => MakeExpectation())], default);
            case 13:
                return new Step.Advance(MakeTime(), default);
            case 14:
                return new Step.Reconnect(default);
            case 15 or 16:
                return new Step.UseConnection(_random.Next(5), default);
            case 17:
                return new Step.Negotiate(default);
            case 18:
                return new Step.EndOutput(default);
            case 19:
                return new Step.VerifyBytes((Framing)_random.Next(4), default);
            default:
                return new Step.Alive(default);
        }
    }

    private Step MakeExpectation()
    {
        switch (_random.Next(3))
        {
            case 0:
                return new Step.ExpectReply(MakeMembers(2), default);
            case 1:
                return new Step.ExpectError(Maybe(() => "GenericError"), Maybe(MakePattern), default);
            default:
                // Names must be bound in the order in which they are written.
                Pattern? timestamp = Maybe(MakePattern);
                return new Step.ExpectEvent(Pick("STOP", "X_y-1"), Maybe(MakePattern), default) { Timestamp = timestamp };
        }
    }

    private Template MakeMessage()
    {
        string text = JsonSerializer.Serialize(new { execute = Pick("query-name", "quit", "none-such"), id = MakeText(), n = _random.Next() });
        return _bound.Count == 0 || _random.Next(2) == 0
            ? Template.Of(text)
            : new Template([new TemplatePart("{ \"id\": ", null), new TemplatePart(null, _bound[0]), new TemplatePart(", \"execute\":\"stop\"}", null)]);
    }

    private byte[] MakeBytes()
    {
        byte[] bytes = new byte[_random.Next(0, 40)];
        _random.NextBytes(bytes);
        return _random.Next(3) == 0 ? [.. bytes, .. Enumerable.Repeat((byte)_random.Next(256), 100), .. bytes] : bytes;
    }

    private Pattern MakePattern() => MakePattern(3);

    private Pattern MakePattern(int depth) => _random.Next(depth > 0 ? 12 : 5) switch
    {
        0 or 1 => new Pattern.Literal(MakeScalar()),
        2 => new Pattern.OfKind((ValueKind)_random.Next(8)),
        3 => MakeNamed(),
        4 => Pick<Pattern>(new Pattern.Absent(), new Pattern.OfType("['BlockInfo']", false), new Pattern.OfType("query-block", true)),
        5 or 6 => MakeMembers(depth - 1),
        7 => new Pattern.Elements(MakeItems(depth - 1)),
        8 => new Pattern.Contains(MakeItems(depth - 1)),
        9 => new Pattern.Either(MakeItems(depth - 1)),
        10 => new Pattern.Documented(MakePattern(depth - 1), new Pattern.OfType("query-block", true)),
        _ => new Pattern.Not(MakePattern(depth - 1)),
    };

    private Pattern MakeNamed()
    {
        if (_bound.Count > 0 && _random.Next(2) == 0)
        {
            return new Pattern.Bound(_bound[_random.Next(_bound.Count)]);
        }

        string name = Pick("x", "the-node", "n_1");
        _bound.Add(name);
        return new Pattern.Bind(name);
    }

    private Pattern.Members MakeMembers(int depth) => new(
        [.. Enumerable.Range(0, _random.Next(4)).Select(i => new KeyValuePair<string, Pattern>($"m{i}{MakeText()}", MakePattern(depth)))], _random.Next(2) == 0);

    private List<Pattern> MakeItems(int depth) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => MakePattern(depth))];

    private JsonElement MakeScalar() => JsonElement.Parse(_random.Next(4) switch
    {
        0 => Pick("true", "false", "null"),
        1 => Pick("0", "-1", "1.50", "1e+400", "18446744073709551615", "-0.0e-0"),
        2 => $"\"{new string('x', 200)}\"",
        _ => JsonSerializer.Serialize(MakeText()),
    });

    private string MakeText() => Pick("", "plain", "é\uD83D\uDE00", "\"quoted\\\" <bind y> # no comment", "\u0001\t\n", "->", string.Create(CultureInfo.InvariantCulture, $"{_random.Next()}"));

    private TimeSpan MakeTime() => TimeSpan.FromTicks(Pick(0, 1, 10, 12_345, TimeSpan.TicksPerMillisecond * 100, TimeSpan.TicksPerSecond * 90, TimeSpan.TicksPerHour));

    private string[] Words(params string[] words) => [.. words.Where(_ => _random.Next(2) == 0)];

    private T? Maybe<T>(Func<T> make)
        where T : class => _random.Next(2) == 0 ? null : make();

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];
}
