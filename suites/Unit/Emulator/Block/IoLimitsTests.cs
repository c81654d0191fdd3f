using Harness.Emulator.State.Block;

namespace Harness.Unit.Emulator.Block;

public sealed class IoLimitsTests
{
    private static readonly string[] Names = [.. new[] { "bps", "bps_rd", "bps_wr", "iops", "iops_rd", "iops_wr" }.SelectMany(n => new[] { n, $"{n}_max" })];

    [Test]
    public void Bytes_and_operations_each_have_a_total_or_parts_but_not_both()
    {
        foreach (string kind in new[] { "bps", "iops" })
        {
            Assert.That(WhyNot((kind, 5), ($"{kind}_rd", 5)), Is.Not.Null);
            Assert.That(WhyNot((kind, 5), ($"{kind}_wr", 5)), Is.Not.Null);
            Assert.That(WhyNot(($"{kind}_rd", 5), ($"{kind}_wr", 5)), Is.Null);
        }

        Assert.That(WhyNot(("bps", 5), ("iops_rd", 5)), Is.Null, "bytes do not exclude operations");
    }

    [Test]
    public void A_limit_is_from_nothing_to_ten_to_the_fifteenth()
    {
        foreach (string name in Names)
        {
            string limit = name.Replace("_max", "", StringComparison.Ordinal);
            Assert.That(WhyNot((limit, 1), (name, -1)), Is.Not.Null, name);
            Assert.That(WhyNot((limit, 1), (name, 1_000_000_000_000_001)), Is.Not.Null, name);
            Assert.That(WhyNot((limit, 1), (name, 1_000_000_000_000_000)), Is.Null, name);
        }
    }

    [Test]
    public void A_burst_needs_its_limit_and_is_no_lower()
    {
        Assert.That(WhyNot(("bps_max", 5)), Is.Not.Null);
        Assert.That(WhyNot(("bps", 6), ("bps_max", 5)), Is.Not.Null);
        Assert.That(WhyNot(("bps", 5), ("bps_max", 5)), Is.Null);
    }

    [Test]
    public void The_size_of_an_operation_needs_a_limit_on_operations()
    {
        Assert.That(WhyNot(("bps", 1), ("iops_size", 512)), Is.Not.Null);
        Assert.That(WhyNot(("iops_wr", 1), ("iops_size", 512)), Is.Null);
        Assert.That(WhyNot(("iops", 1), ("iops_size", -1)), Is.Not.Null);
    }

    private static string? WhyNot(params (string Name, long Value)[] given) => new IoLimits(name => given.LastOrDefault(g => g.Name == name).Value).WhyNot();
}
