using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Unit.Reports;

/// <summary>What we write as TRX against a schema of TRX, which is itself held to what <c>dotnet test</c> writes.</summary>
public sealed class TrxSchemaTests
{
    private static readonly XmlSchemaJudge Schema = new(Path.Combine(Repository.Root, "suites", "Unit", "Reports", "trx.xsd"));

    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    [TestCaseSource(typeof(Streams), nameof(Streams.AllHostile))]
    public void Every_stream_is_valid(IReadOnlyList<RunEvent> events) => Assert.That(Schema.Why(Streams.Fold(events, s => new TrxReporter(s))), Is.Empty);

    [Test]
    public void The_file_of_another_writer_is_valid() => Assert.That(Schema.Why(Another()), Is.Empty);

    [TestCase("outcome=\"Passed\"", "outcome=\"Fine\"")]
    [TestCase("testId=\"f61dcc90", "testId=\"00000000")]
    [TestCase("executionId=\"757cbac7", "executionId=\"x\" was=\"757cbac7")]
    [TestCase("<Results>", "<Results><Result/>")]
    [TestCase("<TestLists>", "<TestLists/><TestLists>")]
    [TestCase("total=\"3363\"", "total=\"many\"")]
    [TestCase(" passed=\"3361\"", "")]
    [TestCase("duration=\"00:00:00.0003150\"", "duration=\"0.3 ms\"")]
    [TestCase("start=\"2026-11-24T", "start=\"24.11.2026 ")]
    [TestCase("<Message>", "<Message>\u0001")]
    [TestCase("<TestSettings", "<Settings")]
    public void A_file_that_is_wrong_is_refused(string right, string wrong)
    {
        Assert.That(Another(), Does.Contain(right));
        Assert.That(Schema.Why(Another().Replace(right, wrong, StringComparison.Ordinal)), Is.Not.Empty);
    }

    private static string Another() => File.ReadAllText(Path.Combine(Repository.Root, "fixtures", "reports", "vstest.trx"));
}
