using Harness.Fuzz;
using Harness.Fuzz.Findings;

namespace Harness.Unit.Fuzz;

/// <summary>
/// What the oracles are worth: each mutant that they can see is found from a fixed seed, and told in a few exchanges. Not here are mutants
/// that do within their documented types what the documentation of a command says otherwise: behaviour cases find those.
/// </summary>
public sealed class MutantsFoundTests
{
    private const long Most = 20_000;

    /// <summary>Mutant and the oracle that it breaks first.</summary>
    public static IEnumerable<TestCaseData> Visible() => new (string Mutant, string Oracle)[]
    {
        ("no-greeting", "no-reply"),
        ("greeting-without-version", "protocol"),
        ("greeting-without-capabilities", "protocol"),
        ("greeting-twice", "protocol"),
        ("open-gate", "accepted-invalid"),
        ("gate-generic-error", "error-class"),
        ("gate-stays-shut", "error-class"),
        ("lost-id", "protocol"),
        ("lost-id-in-errors", "protocol"),
        ("id-as-string", "protocol"),
        ("null-id-dropped", "protocol"),
        ("invented-id", "protocol"),
        ("structured-id-flattened", "protocol"),
        ("number-through-double", "protocol"),
        ("big-integer-clipped", "protocol"),
        ("id-of-first-request", "protocol"),
        ("wrong-error-class", "error-class"),
        ("error-with-return", "protocol"),
        ("error-without-class", "protocol"),
        ("error-without-desc", "protocol"),
        ("error-as-success", "accepted-invalid"),
        ("success-without-return", "protocol"),
        ("wrong-return-type", "return-type"),
        ("two-replies", "protocol"),
        ("reply-out-of-order", "protocol"),
        ("silent-refusal", "no-reply"),
        ("extra-bytes", "protocol"),
        ("truncated-reply", "no-reply"),
        ("lf-only", "framing"),
        ("no-line-end", "framing"),
        ("pretty-printed", "protocol"),
        ("single-quoted-output", "protocol"),
        ("non-ascii-output", "protocol"),
        ("strict-quotes", "protocol"),
        ("needs-newline", "no-reply"),
        ("forgets-partial-message", "protocol"),
        ("hangs-on-split", "no-reply"),
        ("one-message-a-read", "no-reply"),
        ("closes-on-garbage", "closed"),
        ("silent-on-garbage", "silent-garbage"),
        ("deaf-after-garbage", "no-reply"),
        ("accepts-unknown-argument", "accepted-invalid"),
        ("accepts-wrong-type", "accepted-invalid"),
        ("accepts-missing-argument", "accepted-invalid"),
        ("accepts-out-of-range", "accepted-invalid"),
        ("accepts-unknown-enum-value", "accepted-invalid"),
        ("null-as-absent", "refused-valid"),
        ("refuses-empty-arguments", "refused-valid"),
        ("side-effect-on-refusal", "changed-by-refused"),
    }.Select(m => new TestCaseData(m.Mutant, m.Oracle).SetArgDisplayNames(m.Mutant));

    [TestCaseSource(nameof(Visible))]
    public async Task A_mutant_is_found_and_told_in_three_exchanges(string mutant, string oracle)
    {
        (FuzzEvent.Ended ended, IReadOnlyList<Finding> findings) = await FuzzRuns.Run($"emu:mutant={mutant}", Most);

        Assert.That(findings, Has.Count.EqualTo(1), ended.Why);
        Assert.That(findings[0].Breach.Word, Is.EqualTo(oracle));
        Assert.That(findings[0].Exchanges, Is.LessThanOrEqualTo(3));
        Assert.That(await FuzzRuns.Rerun(findings[0], $"emu:mutant={mutant}"), Is.EqualTo(Rerun.Failed));
        Assert.That(await FuzzRuns.Rerun(findings[0], "emu:"), Is.EqualTo(Rerun.Fixed));
    }

    [Test]
    public async Task Nothing_is_found_where_nothing_is_wrong()
    {
        (FuzzEvent.Ended ended, IReadOnlyList<Finding> findings) = await FuzzRuns.Run("emu:", 4000);

        Assert.That(findings.Select(f => $"{f.Id}: {f.Breach.Why}"), Is.Empty);
        Assert.That(ended.Totals.NotReproduced, Is.Zero);
        Assert.That(ended.Totals.Cases, Is.EqualTo(4000));
    }
}
