using Harness.Schema;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Hx;

/// <summary>Whatever a document has become, it is read to its end and reported on.</summary>
public sealed class HxRobustnessTests
{
    private static readonly RepositoryFiles Files = new();

    public static IEnumerable<string> Sources() => Documents.Hx();

    [TestCaseSource(nameof(Sources))]
    public void Document_cut_off_anywhere_is_read(string path)
    {
        string text = Files.Read(path)!;
        for (int end = 0; end < text.Length; end += 50)
        {
            string cut = text[..end];
            Assert.That(() => Documents.Check(cut), Throws.Nothing, $"cut off at {end}");
        }
    }

    [TestCaseSource(nameof(Sources))]
    public void Document_with_pieces_missing_is_read(string path)
    {
        string text = Files.Read(path)!;
        Random random = new(20150301);
        for (int round = 0; round < 60; round++)
        {
            string damaged = Damage(text, random);
            Assert.That(() => Documents.Check(damaged), Throws.Nothing, $"round {round}");
        }
    }

    [TestCase("")]
    [TestCase("\n\n\n")]
    [TestCase("|")]
    [TestCase("SQMP")]
    [TestCase("EQMP")]
    [TestCase("SQMP\n---\n===\n---\nEQMP")]
    [TestCase("SQMP\nx\n---\n-\n- \n- \"\n- \":\n->\n<-\n-> {\nEQMP")]
    [TestCase("{{{{{{")]
    [TestCase("}}}}")]
    [TestCase("{ .name = \"\\\", .args_type = \"")]
    [TestCase("{ . = , .name = , .name")]
    [TestCase("/* \n never closed")]
    [TestCase("#if\n#if (\n#if ((((\n#endif")]
    [TestCase("\0\u0001\ufffd")]
    public void Odd_text_is_read(string text) => Assert.That(() => Documents.Check(text), Throws.Nothing);

    [Test]
    public void Deep_nesting_does_not_exhaust_the_stack()
    {
        string json = string.Concat(Enumerable.Repeat("{\"a\":[", 20000));
        string text = Documents.OneCommand("", $"Turn on.\nArguments: None.\nExample:\n-> {json}\n<- {{ \"return\": {{}} }}");

        Assert.That(Documents.Codes(text), Does.Contain("DOC0116"));
        Assert.That(() => Documents.Check($"#if {new string('(', 50000)}\n#if {new string('!', 50000)}X\n"), Throws.Nothing);
    }

    [Test]
    public void Long_lines_take_no_more_than_their_length()
    {
        string words = string.Join(' ', Enumerable.Repeat("json-object (a | b", 4000));
        string text = Documents.OneCommand("", $"{words}\nArguments:\n- \"x\": {words}");

        Assert.That(() => Documents.Check(text), Throws.Nothing);
    }

    private static string Damage(string text, Random random)
    {
        for (int i = random.Next(1, 6); i > 0 && text.Length > 10; i--)
        {
            int start = random.Next(text.Length - 5);
            int length = random.Next(1, Math.Min(40, text.Length - start));
            text = text.Remove(start, length);
        }

        return text;
    }
}
