using Harness.Cases.Language;

namespace Harness.Unit.Cases.Language;

public sealed class RequirementCatalogueTests
{
    private const string Gate = """{ "id": "qmp.negotiation.gate", "level": "MUST", "statement": "s", "source": "c", "since": "0.13" }""";

    [Test]
    public void A_requirement_has_its_five_members()
    {
        RequirementCatalogue catalogue = RequirementCatalogue.Parse($"[\n  {Gate}\n]", "p.json");

        Assert.That(catalogue.Diagnostics, Is.Empty);
        Requirement gate = catalogue.Requirements.Single();
        Assert.That((gate.Id, gate.Level, gate.Statement, gate.Source, gate.Since, gate.Span.ToString()), Is.EqualTo(("qmp.negotiation.gate", Level.Must, "s", "c", "0.13", "p.json:2:11")));
    }

    [TestCase("qmp.negotiation.gate", ExpectedResult = true)]
    [TestCase("qmp.negotiation.gate.twice", ExpectedResult = true)]
    [TestCase("qmp.negotiation.gates", ExpectedResult = false)]
    [TestCase("qmp.negotiation", ExpectedResult = false)]
    public bool A_requirement_is_checked_by_the_cases_of_its_id(string id) => RequirementCatalogue.Parse($"[{Gate}]", "p.json").Requirements[0].IsCheckedBy(id);

    [TestCase("{}", "CASE0401 1:1 must be an array")]
    [TestCase("[\n {,}]", "CASE0401 2:3 no JSON")]
    [TestCase("[1]", "CASE0402 1:1 must be an object")]
    [TestCase("""[{ "id": "qmp.a", "level": "MUST", "statement": "", "source": "c", "since": "1" }]""", "CASE0402 1:10 has no text 'statement'")]
    [TestCase("""[{ "id": "qmp.a", "level": "MUST", "statement": "s", "source": "c", "sinse": "1", "since": "1" }]""", "CASE0402 1:10 did you mean 'since'?")]
    [TestCase("""[{ "id": "qmp.a", "level": "MUSST", "statement": "s", "source": "c", "since": "1" }]""", "CASE0402 1:10 did you mean 'MUST'?")]
    [TestCase("""[{ "id": "args/a", "level": "MUST", "statement": "s", "source": "c", "since": "1" }]""", "CASE0402 1:10 begins with qmp.")]
    [TestCase($"[{Gate},\n{Gate}]", "CASE0403 1:10 twice")]
    public void What_is_wrong_is_reported_at_its_place(string text, string wanted)
    {
        string found = RequirementCatalogue.Parse(text, "p.json").Diagnostics.Select(d => $"{d.Code} {d.Span.Line}:{d.Span.Column} {d.Message}").Single();

        string[] parts = wanted.Split(' ', 3);
        Assert.That(found, Does.StartWith($"{parts[0]} {parts[1]} ").And.Contain(parts[2]));
    }
}
