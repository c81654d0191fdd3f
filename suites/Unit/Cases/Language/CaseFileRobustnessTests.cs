using Harness.Cases.Language;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Language;

/// <summary>Whatever a file holds, the parser ends, throws nothing and points into the file.</summary>
public sealed class CaseFileRobustnessTests
{
    private const string Whole = """
        case behaviour/eject/all
          level MUST
          source "a \u0041 #"
          kills a, b
          needs oob
          -> { "execute": "eject", "arguments": { "device": <x>, "n": [ -1.5e3, true, null ] } }   # c
          ->raw "a\x01\"" "bc" * 30
             "d"
          ->oob { "execute": "query-name", "id": "q" * 9 }
          <- greeting { "capabilities": contains [ "oob", <any> ] }
          <- { "return": exact { "a": not absent, "b": <bind x>, "c": <type ['T']> } }
          <- error class=GenericError id={ "a": [ ] }
          <- event STOP timestamp={ "seconds": <int> } { "b": <x> }
          -- any order {
            <- error
            <- event RESUME absent
          }
          -- advance 1.5s
          -- connection 2
        case qmp.b
          level MAY
          source s
          <- closed
        """;

    [Test]
    public void Any_beginning_of_a_file_is_read()
    {
        for (int length = 0; length <= Whole.Length; length++)
        {
            Check(Whole[..length]);
        }
    }

    [Test]
    public void Any_file_with_a_piece_cut_out_is_read()
    {
        for (int start = 0; start < Whole.Length; start++)
        {
            Check(Whole[..start] + Whole[Math.Min(Whole.Length, start + 1 + (start % 7))..]);
        }
    }

    [Test]
    public void Any_file_with_characters_put_in_is_read()
    {
        Random random = new(20150424);
        string alphabet = "{}[]<>\"\\#-\n\r\0 \t*:,=a0.é\uD83D\uFEFF";
        for (int i = 0; i < 5000; i++)
        {
            string text = Whole;
            for (int n = random.Next(1, 6); n > 0; n--)
            {
                int at = random.Next(text.Length + 1);
                string piece = new(alphabet[random.Next(alphabet.Length)], random.Next(1, 3));
                text = random.Next(2) == 0 ? text.Insert(at, piece) : text[..at] + piece + text[Math.Min(text.Length, at + piece.Length)..];
            }

            Check(text);
        }
    }

    [Test]
    public void Blocks_and_values_without_end_do_not_exhaust_the_stack()
    {
        Check(CaseTexts.Head + string.Concat(Enumerable.Repeat("-- any order {\n", 100_000)));
        Check(CaseTexts.Head + "<- " + new string('[', 100_000));
        Check(CaseTexts.Head + "<- { \"a\": " + string.Concat(Enumerable.Repeat("not ", 100_000)));
    }

    private static void Check(string text)
    {
        CaseFileResult result = CaseTexts.Read(text);
        int lines = text.Count(c => c == '\n') + 1;
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            Assert.That(diagnostic.Span.Line, Is.InRange(1, lines), diagnostic.ToString());
            Assert.That(diagnostic.Span.Column, Is.GreaterThan(0), diagnostic.ToString());
            Assert.That(diagnostic.Message, Is.Not.Empty);
        }
    }
}
