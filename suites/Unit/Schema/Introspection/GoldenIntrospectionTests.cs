namespace Harness.Unit.Schema.Introspection;

/// <summary>Saved replies of <c>query-qmp-schema</c>, sound and broken, in <c>fixtures/introspection</c>.</summary>
public sealed class GoldenIntrospectionTests
{
    private static readonly SchemaGolden Replies = new("fixtures/introspection", "Harness.Schema.Introspection");

    public static IEnumerable<string> Names() => Replies.Names();

    [TestCaseSource(nameof(Names))]
    public void Is_read_as_its_golden_files_say(string name) => Replies.Verify(name);

    [Test]
    public void Every_diagnostic_code_is_shown_by_a_golden_file()
    {
        Assert.That(Replies.Rules().Count(), Is.GreaterThanOrEqualTo(10));
        Assert.That(Replies.Unshown(), Is.Empty);
    }

    [Test]
    public void Every_golden_file_belongs_to_a_reply() => Assert.That(Replies.Orphans(), Is.Empty);
}
