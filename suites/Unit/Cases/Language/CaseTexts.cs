using Harness.Cases.Compile;
using Harness.Cases.Language;

namespace Harness.Unit.Cases.Language;

internal static class CaseTexts
{
    public const string Head = "case qmp.test.case\n  level MUST\n  source test\n";

    public static SafetyTable Safety { get; } = SafetyTable.Parse(
        """{ "mutating": ["stop", "cont", "eject"], "destructive": ["quit", "system_reset"] }""", "safety.json");

    public static CaseFileResult Read(string text) => new CaseFileParser(Safety).Parse(text, "test.case");

    /// <summary>The one case of a text that has nothing wrong in it.</summary>
    public static Script Script(string text)
    {
        CaseFileResult result = Read(text);
        Assert.That(result.Diagnostics.Select(d => d.ToString()), Is.Empty);
        return result.Scripts.Single();
    }

    /// <summary>A case about the protocol with these steps.</summary>
    public static Script Steps(string steps) => Script($"{Head}\n{steps}\n");

    public static Step Step(string step) => Steps(step).Steps.Single();
}
