using Harness.Cases.Language;
using Harness.Cases.Run;

namespace Harness.Conformance;

/// <summary>
/// Every compiled case as one test under its own id. <c>QMP_TARGET</c> names the target (default <c>emu:</c>), <c>QMP_SPEC</c> the spec,
/// <c>QMP_BASELINE</c> a baseline, <c>QMP_ALLOW</c> the safety classes.
/// </summary>
[TestFixture]
public sealed class ConformanceTests
{
    private static readonly CaseSession Session = CaseSession.FromEnvironment();

    public static IEnumerable<TestCaseData<Script>> Cases() => Session.Scripts.Select(s => new TestCaseData<Script>(s) { TestName = s.Id });

    [OneTimeSetUp]
    public Task Open() => Session.OpenAsync();

    [OneTimeTearDown]
    public async Task Close() => await Session.DisposeAsync();

    [TestCaseSource(nameof(Cases))]
    public async Task Case(Script script)
    {
        CaseResult result = await Session.PlayAsync(script);
        switch (result.Verdict)
        {
            case Verdict.Pass:
                break;
            case Verdict.Fail:
                Assert.Fail(CaseText.Of(result));
                break;
            case Verdict.Skip or Verdict.Known:
                Assert.Ignore(result.Reason!);
                break;
            default:
                // Not a failed assertion: the peer may be right. NUnit counts an exception as an error.
                throw new CouldNotTellException(CaseText.Of(result));
        }
    }
}
