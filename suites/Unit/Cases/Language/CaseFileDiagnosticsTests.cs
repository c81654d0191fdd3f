using System.Reflection;

using Harness.Cases.Language;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Language;

/// <summary>Each rule of the language, broken: code, line and column, and what the message must say.</summary>
public sealed class CaseFileDiagnosticsTests
{
    private const string Deep = "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";

    private static readonly object[][] Files =
    [
        ["level MUST\ncase qmp.a.b\n level MUST\n source s\n <- {}\n", "CASE0102 1:1 begin with 'case ID'"],
        ["case\n level MUST\n source s\n <- {}\n", "CASE0103 1:1 followed by an id"],
        ["case what.is.this\n level MUST\n source s\n <- {}\n", "CASE0103 1:6 must begin with qmp. or surface/, args/"],
        ["case qmp.a b\n level MUST\n source s\n <- {}\n", "CASE0103 1:6 one word"],
        ["case args/a//b\n level MUST\n source s\n <- {}\n", "CASE0103 1:6 empty word"],
        ["case qmp.a\n level MUST\n source s\n <- {}\ncase qmp.a\n level MUST\n source s\n <- {}\n", "CASE0104 5:6 already"],
        ["case qmp.a\n leval MUST\n level MUST\n source s\n <- {}\n", "CASE0105 2:2 did you mean 'level'?"],
        ["case qmp.a\n level MUST\n level MUST\n source s\n <- {}\n", "CASE0106 3:2 given twice"],
        ["case qmp.a\n level MUSST\n source s\n <- {}\n", "CASE0107 2:8 did you mean 'MUST'?"],
        ["case qmp.a\n level\n source s\n <- {}\n", "CASE0107 2:2 no value", "CASE0108 1:6 no header 'level'"],
        ["case qmp.a\n level MUST\n source s\n needs obo\n <- {}\n", "CASE0107 4:8 did you mean 'oob'?"],
        ["case qmp.a\n level MUST\n source s\n allow everything\n <- {}\n", "CASE0107 4:8 there is read, mutating, destructive, host"],
        ["case qmp.a\n level MUST\n source \"s\" and t\n <- {}\n", "CASE0107 3:9 one JSON string"],
        ["case qmp.a\n level MUST\n <- {}\n", "CASE0108 1:6 no header 'source'"],
        ["case qmp.a\n level MUST\n source s\n <- {}\n kills x\n", "CASE0109 5:2 before the first step"],
        ["case qmp.a\n level MUST\n source s\n", "CASE0110 1:6 no steps"],
    ];

    private static readonly object[][] Steps =
    [
        ["<- {}\nnonsense", "CASE0201 6:1 begins neither"],
        ["->row \"x\"", "CASE0202 5:1 did you mean 'raw'?"],
        ["->raw { }", "CASE0301 5:7 string in double quotes"],
        ["<- greting", "CASE0203 5:1 did you mean 'greeting'?"],
        ["<- error klass=x", "CASE0203 5:10 class=CLASS and id=JSON"],
        ["<- error class=", "CASE0301 5:16 name of an error class"],
        ["<- event", "CASE0301 5:9 name of an event"],
        ["-- silense 1s", "CASE0204 5:1 did you mean 'silence'?"],
        ["-- verify utf8", "CASE0204 5:11 there is crlf, ascii, one-line, strict-json"],
        ["--", "CASE0204 5:1 no note"],
        ["-- silence", "CASE0205 5:11 100ms, 1.5s or 2min"],
        ["-- advance 5 s", "CASE0205 5:12 '5' is no time"],
        ["-- advance 25000min", "CASE0205 5:12 at most"],
        ["-- connection 0", "CASE0206 5:15 counted from 1"],
        ["-- connection first", "CASE0206 5:15 'first' is no connection"],
        ["-- no event", "CASE0301 5:12 name of an event"],
        ["-- any order\n<- {}", "CASE0207 5:13 begins with '{'"],
        ["-- any order {\n}", "CASE0207 5:14 nothing in it"],
        ["-- any order {\n <- {}", "CASE0207 5:14 not closed"],
        ["<- {}\n}", "CASE0207 6:1 closes nothing"],
        ["-- in order {\n -> { \"execute\": \"a\" }\n}", "CASE0208 6:2 expectations of replies"],
        ["-- in order {\n -- any order {\n <- {}\n}", "CASE0208 6:15 cannot hold another"],
        ["<- {} {}", "CASE0209 5:7 belongs to nothing"],
        ["-- alive now", "CASE0209 5:10 belongs to nothing"],
        ["->oob { \"id\": 1 }", "CASE0210 5:7 no member 'execute'"],
        ["<- exact", "CASE0301 5:9 an object behind 'exact'"],
        ["<- not absent\n<- [ 1 ]", "CASE0211 6:1 a reply is an object"],
        ["-> { \"execute\" \"a\" }", "CASE0301 5:16 '\"' stands where ':'"],
        ["-> { \"a\": 1 \"b\": 2 }", "CASE0301 5:13 ',' or '}'"],
        ["-> { 'execute': 'a' }", "CASE0301 5:6 double quotes"],
        ["-> { \"a\": , }", "CASE0301 5:11 where a value"],
        ["->", "CASE0301 5:3 end of the line stands where a value"],
        ["-> { \"execute\": \"a\"\n<- {}", "CASE0302 5:4 not closed by '}'"],
        ["<- { \"a\": [ 1, 2\n", "CASE0302 5:11 not closed by ']'"],
        ["-> { \"execute\": \"a }", "CASE0302 5:17 no closing quote"],
        ["->raw \"abc\\", "CASE0302 5:7 no closing quote"],
        ["<- { \"a\": <any }", "CASE0302 5:11 no '>'"],
        ["-> { \"a\": \"\\q\" }", "CASE0303 5:12 '\\q' is no escape of JSON"],
        ["-> { \"a\": \"\\u12G4\" }", "CASE0303 5:12 no escape of JSON"],
        ["-> { \"a\": \"x\ty\" }", "CASE0303 5:13 control character"],
        ["-> { \"a\": \"\\ud800 \" }", "CASE0303 5:11 surrogate"],
        ["->raw \"\\xG0\"", "CASE0303 5:8 no escape of a byte string"],
        ["<- { \"a\": <what is this> }", "CASE0304 5:11 <returns COMMAND>"],
        ["<- { \"a\": <> }", "CASE0304 5:11 no placeholder"],
        ["<- { \"a\": <strnig> }", "CASE0305 5:11 misspelt placeholder"],
        ["-> { \"id\": <x> }\n<- { \"id\": <bind x> }", "CASE0305 5:12 before '<bind x>'"],
        ["-> { \"a\": 1, \"\\u0061\": 2 }", "CASE0306 5:14 'a' already"],
        ["-> " + Deep + Deep + Deep + Deep + Deep + Deep + Deep + Deep + Deep, "CASE0307 5:517 deeper than 512"],
        ["-> { \"a\": <int> }", "CASE0308 5:11 no placeholder but"],
        ["-> { \"a\": exact {} }", "CASE0308 5:11 only values"],
        ["->raw \"a\" *", "CASE0309 5:11 how often"],
        ["->raw \"0123456789\" * 99999999", "CASE0309 5:20 longer than"],
        ["-> { \"a\" * 2: 1 }", "CASE0309 5:6 cannot be repeated"],
        ["-> { \"a\": True }", "CASE0310 5:11 did you mean 'true'?"],
        ["-> { \"a\": 01 }", "CASE0311 5:11 '01' is no number"],
        ["-> { \"a\": -e5 }", "CASE0311 5:11 no number"],
    ];

    public static IEnumerable<TestCaseData> Rows() =>
        Files.Select(r => new TestCaseData(r[0], r[1..].Cast<string>().ToArray()).SetArgDisplayNames((string)r[1]))
            .Concat(Steps.Select(r => new TestCaseData($"{CaseTexts.Head}\n{r[0]}", r[1..].Cast<string>().ToArray()).SetArgDisplayNames((string)r[1])));

    [TestCaseSource(nameof(Rows))]
    public void A_broken_rule_is_reported_at_its_place(string text, string[] wanted)
    {
        CaseFileResult result = CaseTexts.Read(text);

        string[] found = [.. result.Diagnostics.Select(d => $"{d.Code} {d.Span.Line}:{d.Span.Column} {d.Message}")];
        Assert.That(found, Has.Length.EqualTo(wanted.Length), string.Join('\n', found));
        Assert.Multiple(() =>
        {
            foreach (string want in wanted)
            {
                string[] parts = want.Split(' ', 3);
                Assert.That(found, Has.Some.StartsWith($"{parts[0]} {parts[1]} ").And.Some.Contains(parts[2]), string.Join('\n', found));
            }
        });
    }

    [Test]
    public void Every_rule_of_the_language_is_shown_to_be_broken()
    {
        string[] elsewhere = ["CASE0101", "CASE0401", "CASE0402", "CASE0403"];
        string[] shown = [.. Files.Concat(Steps).SelectMany(r => r[1..]).Select(r => ((string)r)[..8])];
        string[] rules = [.. typeof(LanguageRules).GetFields(BindingFlags.Static | BindingFlags.Public).Select(f => ((Rule)f.GetValue(null)!).Code)];

        Assert.That(rules.Except(shown).Except(elsewhere), Is.Empty);
        Assert.That(rules, Is.Unique);
    }

    [Test]
    public void All_errors_are_reported_and_the_other_cases_are_read()
    {
        CaseFileResult result = CaseTexts.Read("""
            case qmp.first
              level MUST
              sauce s
              -> { "execute": }
              <- { "return": {}
              -- silence soon
              <- closed
            case qmp.second
              level MUST
              source s
              <- closed
            """);

        Assert.That(result.Diagnostics.Select(d => $"{d.Code} {d.Span.Line}"), Is.EqualTo(new[] { "CASE0108 1", "CASE0105 3", "CASE0301 4", "CASE0302 5", "CASE0205 6" }));
        Assert.That(result.Scripts.Select(s => s.Id), Is.EqualTo(new[] { "qmp.second" }));
    }

    [Test]
    public void Both_places_of_a_duplicate_are_told()
    {
        Diagnostic diagnostic = CaseTexts.Read("case qmp.a\n level MUST\n source s\n <- {}\ncase qmp.a\n level MUST\n source s\n <- {}\n").Diagnostics.Single();

        Assert.That(diagnostic.Related?.ToString(), Is.EqualTo("test.case:1:6"));
    }
}
