using System.Text.Json;

using Harness.Emulator.Dispatch;

namespace Harness.Unit.Emulator;

/// <summary>Typed access to arguments; another shape than the handler wants is refused in the words of the argument check.</summary>
public sealed class ArgumentsTests
{
    private static readonly Arguments Given = new(JsonElement.Parse("""
        { "text": "t", "flag": true, "whole": -5, "natural": 18446744073709551615, "real": 1.5, "inner": { "x": "y", "bad": 1 },
          "objects": [ { "n": 1 }, { "n": "2" } ], "strings": [ "a", "b" ], "mixed": [ "a", 1 ], "null": null }
        """));

    [Test]
    public void Values_come_out_with_their_type() => Assert.Multiple(() =>
    {
        Assert.That(Given.String("text"), Is.EqualTo("t"));
        Assert.That(Given.OptionalString("absent"), Is.Null);
        Assert.That(Given.Bool("flag"), Is.True);
        Assert.That(Given.Bool("absent", true), Is.True);
        Assert.That(Given.OptionalBool("absent"), Is.Null);
        Assert.That(Given.Int("whole"), Is.EqualTo(-5));
        Assert.That(Given.Int("absent", 3), Is.EqualTo(3));
        Assert.That(Given.OptionalInt("whole"), Is.EqualTo(-5));
        Assert.That(Given.UInt("natural"), Is.EqualTo(ulong.MaxValue));
        Assert.That(Given.OptionalUInt("absent"), Is.Null);
        Assert.That(Given.Number("real"), Is.EqualTo(1.5));
        Assert.That(Given.OptionalNumber("absent"), Is.Null);
        Assert.That(Given.Object("inner").String("x"), Is.EqualTo("y"));
        Assert.That(Given.OptionalObject("absent"), Is.Null);
        Assert.That(Given.Objects("objects")[0].Int("n"), Is.EqualTo(1));
        Assert.That(Given.Objects("absent"), Is.Empty);
        Assert.That(Given.Strings("strings"), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(Given.Json("null").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(Given.Has("null"), Is.True);
        Assert.That(new Arguments(default).Has("text"), Is.False);
    });

    private static IEnumerable<TestCaseData> Wrong()
    {
        yield return Case("Parameter 'absent' is missing", a => a.String("absent"));
        yield return Case("Invalid parameter type for 'flag', expected: string", a => a.String("flag"));
        yield return Case("Invalid parameter type for 'text', expected: boolean", a => a.Bool("text"));
        yield return Case("Invalid parameter type for 'natural', expected: integer", a => a.Int("natural"));
        yield return Case("Invalid parameter type for 'whole', expected: integer", a => a.UInt("whole"));
        yield return Case("Invalid parameter type for 'real', expected: integer", a => a.Int("real"));
        yield return Case("Invalid parameter type for 'text', expected: number", a => a.Number("text"));
        yield return Case("Invalid parameter type for 'null', expected: string", a => a.OptionalString("null")!);
        yield return Case("Invalid parameter type for 'inner.bad', expected: string", a => a.Object("inner").String("bad"));
        yield return Case("Parameter 'inner.none' is missing", a => a.Object("inner").String("none"));
        yield return Case("Invalid parameter type for 'objects[1].n', expected: integer", a => a.Objects("objects")[1].Int("n"));
        yield return Case("Invalid parameter type for 'mixed[0]', expected: object", a => a.Objects("mixed"));
        yield return Case("Invalid parameter type for 'mixed[1]', expected: string", a => a.Strings("mixed"));
        yield return Case("Invalid parameter type for 'text', expected: array", a => a.Strings("text"));

        static TestCaseData Case(string text, Func<Arguments, object> read) => new TestCaseData(text, read).SetArgDisplayNames(text);
    }

    [TestCaseSource(nameof(Wrong))]
    public void Another_shape_is_refused(string text, object read) =>
        Assert.That(() => ((Func<Arguments, object>)read)(Given), Throws.InstanceOf<RefusedException>().With.Message.EqualTo(text));

    [Test]
    public void A_changed_invocation_keeps_the_other_arguments()
    {
        Invocation call = new(null!, new Arguments(JsonElement.Parse("""{"a": 18446744073709551615, "b": 2}""")), default, null!);

        Assert.That(call.With("b", "true").Arguments.Element.GetRawText(), Is.EqualTo("""{"a":18446744073709551615,"b":true}"""));
        Assert.That(call.With("b", null).Arguments.Element.GetRawText(), Is.EqualTo("""{"a":18446744073709551615}"""));
        Assert.That((call with { Arguments = default }).With("c", "[]").Arguments.Element.GetRawText(), Is.EqualTo("""{"c":[]}"""));
    }
}
