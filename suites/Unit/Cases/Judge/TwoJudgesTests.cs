using System.Text.Json;

using Harness.Cases.Judge;
using Harness.Cases.Language;
using Harness.Schema.Model;
using Harness.Schema.Validation;
using Harness.Unit.Schema.Validation;

namespace Harness.Unit.Cases.Judge;

/// <summary>The two validators: what they say together, that they agree on everything that can be generated, and what a disagreement is.</summary>
public sealed class TwoJudgesTests
{
    private static readonly QmpSchema Everything = Schemas.Compile(Schemas.Everything);

    [Test]
    public void A_value_that_fits_has_no_reason() =>
        Assert.That(new TwoJudges(Everything).Why(JsonElement.Parse("""[{"kind": "plain", "text": "t", "later": 1}]"""), new Pattern.OfType("do-it", IsReturnOf: true)), Is.Null);

    [Test]
    public void A_value_that_does_not_fit_has_its_first_reasons() =>
        Assert.That(
            new TwoJudges(Everything).Why(JsonElement.Parse("""{"text": 1}"""), new Pattern.OfType("Scalars", IsReturnOf: false)),
            Is.EqualTo("not of type Scalars: 'text' is not of JSON type string; 'number' is missing; 'flag' is missing; and 3 more"));

    [Test]
    public void A_command_without_documented_return_value_returns_an_object()
    {
        Pattern.OfType quiet = new("quiet", IsReturnOf: true);

        Assert.That(new TwoJudges(Everything).Why(JsonElement.Parse("""{"later": 1}"""), quiet), Is.Null);
        Assert.That(new TwoJudges(Everything).Why(JsonElement.Parse("null"), quiet), Is.Not.Null);
    }

    [Test]
    public void The_name_of_an_event_means_its_data()
    {
        Pattern.OfType happened = new("HAPPENED", IsReturnOf: false);

        Assert.That(new TwoJudges(Everything).Why(JsonElement.Parse("""{"what": "x"}"""), happened), Is.Null);
        Assert.That(new TwoJudges(Everything).Why(JsonElement.Parse("""{"what": 7}"""), happened), Does.Contain("what"));
    }

    [TestCase("NoSuch", false)]
    [TestCase("no-such", true)]
    public void What_the_schema_does_not_have_cannot_be_judged(string name, bool isReturnOf) =>
        Assert.That(() => new TwoJudges(Everything).Why(JsonElement.Parse("1"), new Pattern.OfType(name, isReturnOf)), Throws.TypeOf<CannotJudgeException>().With.Message.Contains(name));

    [TestCase("""{"text": "t"}""", "no", "our own says: it fits; JsonSchema.Net says: no")]
    [TestCase("""{"text": 1}""", null, "our own says: 'text' is not of JSON type string; JsonSchema.Net says: it fits")]
    public void A_disagreement_is_neither_fit_nor_misfit(string value, string? second, string message)
    {
        TwoJudges judges = new(Everything, (_, _) => second);

        Assert.That(() => judges.Why(JsonElement.Parse(value), new Pattern.OfType("Plain", IsReturnOf: false)), Throws.TypeOf<CannotJudgeException>().With.Message.Contains(message));
    }

    [TestCase("1.0")]
    [TestCase("1e3")]
    [TestCase("1e400")]
    [TestCase("18446744073709551615")]
    [TestCase("123456789012345678901234567890123456789012345678901234567890")]
    [TestCase("-0")]
    public void Odd_numbers_are_agreed_on(string number)
    {
        TwoJudges judges = new(Everything);

        Assert.That(() => judges.Why(JsonElement.Parse(number), new Pattern.OfType("Limit", IsReturnOf: false)), Throws.Nothing);
        Assert.That(judges.Why(JsonElement.Parse(number), new Pattern.OfType("Flags", IsReturnOf: false)), Is.Null, "a number type takes them all");
    }

    [Test]
    public void Many_threads_may_ask_at_the_same_time()
    {
        TwoJudges judges = new(Everything);

        Parallel.For(0, 400, i => Assert.That(
            judges.Why(JsonElement.Parse(i % 2 == 0 ? """{"text": "t"}""" : """{"text": 1}"""), new Pattern.OfType("Plain", IsReturnOf: false)) is null, Is.EqualTo(i % 2 == 0)));
    }

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void The_two_agree_on_every_type(QmpSchema schema)
    {
        int fits = 0;
        int misfits = 0;
        foreach (Openness openness in new[] { Openness.Open, Openness.Closed })
        {
            JsonSchemaJudge other = new(openness);
            ValueChecker own = new(openness);
            foreach (SchemaType type in Schemas.AllTypes(schema))
            {
                foreach (string json in Values(type, openness))
                {
                    JsonElement value = JsonElement.Parse(json);
                    IReadOnlyList<Violation> violations = own.All(value, type);
                    string? second = other.Why(value, type);

                    Assert.That(second is null, Is.EqualTo(violations.Count == 0), () => $"{openness} {type}: own: {string.Join("; ", violations)}; other: {second}\n{json}");
                    fits += violations.Count == 0 ? 1 : 0;
                    misfits += violations.Count == 0 ? 0 : 1;
                }
            }
        }

        Assert.That(fits, Is.GreaterThan(100));
        Assert.That(misfits, Is.GreaterThan(100));
    }

    /// <summary>Random values, and some of the ways to break one.</summary>
    private static IEnumerable<string> Values(SchemaType type, Openness openness)
    {
        ValueGenerator generator = new(new SeededRandom(11), openness);
        IReadOnlyList<Fault> faults = new FaultFinder(maxDepth: 2).Find(new ValueGenerator(new SeededRandom(12), openness).Value(type), type);
        return [.. Enumerable.Range(0, 3).Select(_ => generator.Value(type)?.ToJsonString() ?? "null"), .. faults.Where((_, i) => i % ((faults.Count / 10) + 1) == 0).Select(f => f.Json)];
    }
}
