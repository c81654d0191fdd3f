using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Verify;
using Harness.Unit.Cases.Language;

namespace Harness.Unit.Cases.Verify;

public sealed class PatternMatcherTests
{
    [TestCase("{ \"a\": 1 }", "{\"b\": 2, \"a\": 1.0}")]
    [TestCase("{ \"a\": \"\\u00e9\" }", "{\"a\": \"é\"}")]
    [TestCase("exact { \"a\": <any> }", "{\"a\": null}")]
    [TestCase("{ \"a\": <int> }", "{\"a\": -12345678901234567890123}")]
    [TestCase("{ \"a\": <number> }", "{\"a\": 1.5}")]
    [TestCase("{ \"a\": <string>, \"b\": <bool>, \"c\": <object>, \"d\": <array>, \"e\": <null> }", "{\"a\": \"\", \"b\": false, \"c\": {}, \"d\": [], \"e\": null}")]
    [TestCase("{ \"a\": [ 1, <any> ] }", "{\"a\": [1, {}]}")]
    [TestCase("{ \"a\": contains [ <int>, 1 ] }", "{\"a\": [\"x\", 1, 2]}")]
    [TestCase("{ \"a\": contains [] }", "{\"a\": []}")]
    [TestCase("{ \"a\": absent }", "{\"b\": 1}")]
    [TestCase("{ \"a\": either [ 0, absent ] }", "{\"b\": 1}")]
    [TestCase("{ \"a\": either [ 0, absent ] }", "{\"a\": 0}")]
    [TestCase("{ \"a\": not absent, \"b\": not null }", "{\"a\": null, \"b\": 0}")]
    [TestCase("{ \"a\": <bind x>, \"b\": [ <x>, <x> ] }", "{\"a\": {\"p\": 1, \"q\": [2]}, \"b\": [{\"q\": [2], \"p\": 1}, {\"p\": 1e0, \"q\": [2.0]}]}")]
    [TestCase("{ \"a\": contains [ { \"n\": <bind x> }, { \"of\": <x> } ] }", "{\"a\": [{\"n\": 1}, {\"n\": 2}, {\"of\": 2}]}")]
    [TestCase("{ \"a\": either [ 1, <string> ] }", "{\"a\": \"x\"}")]
    [TestCase("{ \"a\": either [ { \"x\": <bind n>, \"y\": 1 }, { \"x\": <bind n> } ], \"b\": <n> }", "{\"a\": {\"x\": 2, \"y\": 3}, \"b\": 2}")]
    public void A_value_fits(string pattern, string value) => Assert.That(Match(pattern, value), Is.Null);

    [TestCase("{ \"a\": 1 }", "{\"a\": 2}", "it member 'a' is 2, expected 1")]
    [TestCase("{ \"a\": 1 }", "{\"a\": \"1\"}", "it member 'a' is \"1\", expected 1")]
    [TestCase("{ \"a\": true }", "{\"a\": false}", "it member 'a' is false, expected true")]
    [TestCase("{ \"a\": { \"b\": [ 1, { \"c\": 2 } ] } }", "{\"a\": {\"b\": [1, {\"c\": 3}]}}", "it member 'a.b[1].c' is 3, expected 2")]
    [TestCase("{ \"a\": 1 }", "{\"b\": 1}", "it member 'a' is missing, expected 1")]
    [TestCase("{ \"a\": not 1 }", "{\"b\": 1}", "it member 'a' is missing, expected not 1")]
    [TestCase("{ \"a\": either [ 0, 1 ] }", "{}", "it member 'a' is missing, expected 0")]
    [TestCase("{ \"a\": not absent }", "{}", "it member 'a' is missing, expected not absent")]
    [TestCase("{ \"a\": absent }", "{\"a\": null}", "it member 'a' is null, expected to be absent")]
    [TestCase("{ \"a\": not 1 }", "{\"a\": 1.0}", "it member 'a' is 1.0, expected not 1")]
    [TestCase("exact { \"a\": 1 }", "{\"a\": 1, \"b\": 2}", "it has a member 'b' that is not expected")]
    [TestCase("{ \"a\": <int> }", "{\"a\": 1.0}", "it member 'a' is 1.0, expected <int>")]
    [TestCase("{ \"a\": <int> }", "{\"a\": 1e3}", "it member 'a' is 1e3, expected <int>")]
    [TestCase("{ \"a\": <bool> }", "{\"a\": 0}", "it member 'a' is 0, expected <bool>")]
    [TestCase("{ \"a\": <object> }", "{\"a\": []}", "it member 'a' is [], expected <object>")]
    [TestCase("{ \"a\": [ 1 ] }", "{\"a\": [1, 2]}", "it member 'a' is [1, 2], expected [ 1 ]")]
    [TestCase("{ \"a\": contains [ 1, 1 ] }", "{\"a\": [1, 2]}", "it member 'a' is [1, 2], expected contains [ 1, 1 ]")]
    [TestCase("{ \"a\": contains [ 1 ] }", "{\"a\": 1}", "it member 'a' is 1, expected contains [ 1 ]")]
    [TestCase("{ \"a\": <bind x>, \"b\": <x> }", "{\"a\": 9007199254740993, \"b\": 9007199254740992}", "it member 'b' is 9007199254740992, expected <x>, which is 9007199254740993")]
    [TestCase("{ \"a\": <bind x> }", "{}", "it member 'a' is missing, expected <bind x>")]
    [TestCase("{ \"a\": either [] }", "{\"a\": 1}", "it member 'a' is 1, expected either []")]
    [TestCase("either [ { \"a\": <int> }, { \"b\": { \"c\": 1 } } ]", "{\"b\": {\"c\": 2}}", "it member 'b.c' is 2, expected 1")]
    public void A_value_that_does_not_fit_is_told_with_its_place(string pattern, string value, string why) => Assert.That(Match(pattern, value), Is.EqualTo(why));

    [Test]
    public void Too_many_alternatives_are_refused_and_not_tried_for_ever()
    {
        string pattern = $"{{ \"a\": contains [ {string.Join(", ", Enumerable.Repeat("<any>", 15))}, 1 ] }}";
        string value = $"{{\"a\": [{string.Join(", ", Enumerable.Repeat("0", 16))}]}}";

        Assert.That(() => Match(pattern, value), Throws.InvalidOperationException);
    }

    private static string? Match(string pattern, string value)
    {
        Pattern parsed = ((Step.ExpectReply)CaseTexts.Step($"<- {pattern}")).Pattern;
        return new PatternMatcher(null!).Match(parsed, JsonElement.Parse(value), new Dictionary<string, string>(StringComparer.Ordinal))?.About("it");
    }
}
