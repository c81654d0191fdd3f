using System.Text.Json;

using Harness.Cases.Run;
using Harness.Cli;
using Harness.Reports;
using Harness.Unit;
using Harness.Unit.Reports;

using Json.Schema;

namespace Harness.Interop.Reports;

/// <summary>Reports against the schemas that others publish for their formats, fetched by <c>fetch-report-schemas.sh</c>.</summary>
public sealed class ReportSchemaTests
{
    private static readonly Lazy<XmlSchemaJudge> JUnit = new(() => new XmlSchemaJudge(Fetched("junit.xsd")));

    private static readonly Lazy<JsonSchema> Sarif = new(() =>
        JsonSchema.Build(JsonElement.Parse(File.ReadAllText(Fetched("sarif.json"))), new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 }));

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("schemas").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    [TestCaseSource(typeof(Streams), nameof(Streams.AllHostile))]
    public void JUnit_of_every_stream_is_valid(IReadOnlyList<RunEvent> events) => Assert.That(JUnit.Value.Why(Streams.Fold(events, s => new JUnitReporter(s))), Is.Empty);

    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    [TestCaseSource(typeof(Streams), nameof(Streams.AllHostile))]
    public void Sarif_of_every_stream_is_valid(IReadOnlyList<RunEvent> events) => Assert.That(WhySarif(Streams.Fold(events, s => new SarifReporter(s))), Is.Empty);

    [TestCase("emu:", 0)]
    [TestCase("emu:mutant=offers-nothing", 1)]
    public async Task Files_of_a_whole_run_are_valid(string target, int code)
    {
        using StringWriter output = new();
        Assert.That(await CommandLine.RunAsync(["run", "-q", "--target", target, "--report-dir", _folder], output, output), Is.EqualTo(code), output.ToString());

        Assert.That(JUnit.Value.Why(await File.ReadAllTextAsync(Path.Combine(_folder, "junit.xml"))), Is.Empty);
        Assert.That(WhySarif(await File.ReadAllTextAsync(Path.Combine(_folder, "diagnostics.sarif"))), Is.Empty);
    }

    [Test]
    public async Task Diagnostics_of_a_documentation_are_valid()
    {
        using StringWriter output = new();
        await CommandLine.RunAsync(["spec", "check", Path.Combine(Repository.Root, "fixtures", "hx", "replies.hx"), "--format", "sarif"], output, TextWriter.Null);

        Assert.That(JsonElement.Parse(output.ToString()).GetProperty("runs")[0].GetProperty("results").GetArrayLength(), Is.Positive);
        Assert.That(WhySarif(output.ToString()), Is.Empty);
    }

    [TestCase("<testcase ", "<test ")]
    [TestCase("<testsuite name=\"protocol\"", "<testsuite")]
    [TestCase("<failure ", "<failed ")]
    [TestCase("<skipped>", "<skipped reason=\"x\">")]
    public void JUnit_that_is_wrong_is_refused(string right, string wrong)
    {
        string text = Streams.Fold(Streams.Mixed, s => new JUnitReporter(s));

        Assert.That(text, Does.Contain(right));
        Assert.That(JUnit.Value.Why(text.Replace(right, wrong, StringComparison.Ordinal)), Is.Not.Empty);
    }

    [TestCase("\"2.1.0\"", "\"2.0.0\"")]
    [TestCase("\"level\": \"error\"", "\"level\": \"fatal\"")]
    [TestCase("\"text\":", "\"txt\":")]
    [TestCase("\"startLine\": 3", "\"startLine\": 0")]
    [TestCase("\"driver\":", "\"motor\":")]
    public void Sarif_that_is_wrong_is_refused(string right, string wrong)
    {
        string text = Streams.Fold(Streams.Outlined, s => new SarifReporter(s));

        Assert.That(text, Does.Contain(right));
        Assert.That(WhySarif(text.Replace(right, wrong, StringComparison.Ordinal)), Is.Not.Empty);
    }

    private static string[] WhySarif(string text)
    {
        EvaluationResults results = Sarif.Value.Evaluate(JsonElement.Parse(text), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : [.. JsonSerializer.SerializeToElement(results).GetProperty("details").EnumerateArray().Where(d => d.TryGetProperty("errors", out _)).Select(d => d.ToString()).DefaultIfEmpty("not valid")];
    }

    private static string Fetched(string name)
    {
        string folder = Environment.GetEnvironmentVariable("REPORT_SCHEMAS") ?? Path.Combine(Repository.Root, ".cache", "report-schemas");
        string path = Path.Combine(folder, name);
        Assert.That(File.Exists(path), $"no {path}: run suites/Interop/fetch-report-schemas.sh, or ./run-tests.sh interop, which does");
        return path;
    }
}
