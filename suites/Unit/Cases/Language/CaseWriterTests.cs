using Harness.Cases.Language;

namespace Harness.Unit.Cases.Language;

public sealed class CaseWriterTests
{
    [Test]
    public void A_case_is_written_as_a_person_would()
    {
        string text = """
            case behaviour/eject/force-defaults-to-false
              level   MUST
              source  eject, argument force
              machine locked-tray
              kills   eject-ignores-lock

              -> { "execute": "eject", "arguments": { "device": "ide1-cd0" } }
              <- error class=GenericError id=<null>
              <- errors
              <- { "return": {}, "id": <bind x> }
              <- event STOP timestamp={ "seconds": <int> } { "a": contains [ 1.50, not <x> ] }
              ->raw "\x01\r\n\"" "[" * 1024
              -- any order {
                <- exact { "return": [] }
                <- event RESUME
              }
              -- silence 100ms
              -- second connection
              -- verify crlf

            """.ReplaceLineEndings("\n");

        Assert.That(new CaseWriter(CaseTexts.Safety).Write(CaseTexts.Script(text)), Is.EqualTo(text));
    }

    [Test]
    public void A_wide_reply_takes_a_line_for_each_member()
    {
        Step step = CaseTexts.Step("<- { \"return\": { \"" + new string('a', 60) + "\": 1, \"" + new string('b', 60) + "\": [ ] }, \"id\": 1 }");

        Assert.That(CaseWriter.Write(step).Split('\n'), Is.EqualTo(new[]
        {
            "<- {",
            "     \"return\": {",
            "       \"" + new string('a', 60) + "\": 1,",
            "       \"" + new string('b', 60) + "\": []",
            "     },",
            "     \"id\": 1",
            "   }",
        }));
    }

    [Test]
    public void What_is_written_reads_back_as_the_same_case([Range(1, 400)] int seed)
    {
        Script script = new ScriptMaker(seed).Make();

        string text = new CaseWriter(CaseTexts.Safety).Write(script);
        CaseFileResult result = CaseTexts.Read(text);

        Assert.That(result.Diagnostics.Select(d => d.ToString()), Is.Empty, text);
        Assert.That(ScriptDump.Of(result.Scripts.Single()), Is.EqualTo(ScriptDump.Of(script)), text);
        Assert.That(new CaseWriter(CaseTexts.Safety).Write(result.Scripts.Single()), Is.EqualTo(text));
    }
}
