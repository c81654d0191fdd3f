using Harness.Cases.Verify;

namespace Harness.Unit.Cases.Verify;

public sealed class DecimalTextTests
{
    [TestCase("1", "1.0")]
    [TestCase("1", "10e-1")]
    [TestCase("100", "1e2")]
    [TestCase("0.001", "1E-3")]
    [TestCase("0", "-0")]
    [TestCase("0", "0.00e5")]
    [TestCase("-1.50", "-150e-2")]
    [TestCase("0012300", "123e2")]
    [TestCase("18446744073709551615", "18446744073709551615.0")]
    [TestCase("1e99999999999999999999", "1e99999999999999999999")]
    public void The_same_value_is_equal_however_it_is_spelt(string a, string b) =>
        Assert.That(DecimalText.Of(a), Is.EqualTo(DecimalText.Of(b)));

    [TestCase("9007199254740993", "9007199254740992")]
    [TestCase("18446744073709551615", "18446744073709551616")]
    [TestCase("0.1", "0.10000000000000001")]
    [TestCase("1", "-1")]
    [TestCase("1", "10")]
    [TestCase("1e5", "1e-5")]
    [TestCase("0", "1e-400")]
    [TestCase("1e99999999999999999999", "1e99999999999999999998")]
    public void Another_value_is_not_equal_although_a_double_may_think_so(string a, string b) =>
        Assert.That(DecimalText.Of(a), Is.Not.EqualTo(DecimalText.Of(b)));
}
