namespace Harness.Unit.Schema.Qapi;

/// <summary>One file of <c>fixtures/qapi</c> for each rule of the language.</summary>
public sealed class GoldenSchemaTests
{
    private static readonly SchemaGolden Qapi = new("fixtures/qapi", "Harness.Schema.Qapi");

    public static IEnumerable<string> Names() => Qapi.Names();

    [TestCaseSource(nameof(Names))]
    public void Compiles_to_its_golden_files(string name) => Qapi.Verify(name);

    [Test]
    public void Every_diagnostic_code_is_shown_by_a_golden_file()
    {
        Assert.That(Qapi.Rules().Count(), Is.GreaterThan(40));
        Assert.That(Qapi.Unshown(), Is.Empty);
    }

    [Test]
    public void Every_diagnostic_code_is_given_once() => Assert.That(Qapi.Rules().Select(r => r.Code), Is.Unique);

    [Test]
    public void Every_golden_file_belongs_to_a_schema() => Assert.That(Qapi.Orphans(), Is.Empty);
}
