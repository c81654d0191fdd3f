using Harness.Cases.Run;

namespace Harness.Unit.Cases.Run;

public sealed class CasePatternTests
{
    [TestCase("args/eject/device/missing", "args/eject/device/missing", true)]
    [TestCase("args/eject/device", "args/eject/device/missing", false)]
    [TestCase("args/*", "args/eject/device/missing", false)]
    [TestCase("args/*/device/*", "args/eject/device/missing", true)]
    [TestCase("args/**", "args/eject/device/missing", true)]
    [TestCase("**/missing", "args/eject/device/missing", true)]
    [TestCase("qmp.*", "qmp.negotiation.gate", true)]
    [TestCase("qmp.negotiation", "qmp.negotiation.gate", false)]
    [TestCase("*", "args/eject", false)]
    [TestCase("**", "args/eject", true)]
    [TestCase("a.c", "abc", false)]
    [TestCase("a[b]+", "a[b]+", true)]
    [TestCase("", "", true)]
    [TestCase("a", "a\n", false)]
    public void A_star_stays_within_a_segment_and_two_cross_it(string pattern, string id, bool expected) =>
        Assert.That(new CasePattern(pattern).Matches(id), Is.EqualTo(expected));

    [Test]
    public void Many_stars_take_no_exponential_time() =>
        Assert.That(new CasePattern(string.Concat(Enumerable.Repeat("**a", 40))).Matches(new string('a', 5000) + "b"), Is.False);
}
