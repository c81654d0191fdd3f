using Harness.Cases.Run;

namespace Harness.Unit.Cases.Run;

public sealed class ShardTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 5000).Select(i => $"args/command-{i % 117}/argument-{i}/missing")];

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(64)]
    public void Every_case_is_in_exactly_one_shard(int count)
    {
        foreach (string id in Ids)
        {
            Assert.That(Enumerable.Range(1, count).Count(i => new Shard(i, count).Holds(id)), Is.EqualTo(1), id);
        }
    }

    [TestCase(2)]
    [TestCase(8)]
    public void Shards_are_of_like_size(int count)
    {
        int[] sizes = [.. Enumerable.Range(1, count).Select(i => Ids.Count(new Shard(i, count).Holds))];
        Assert.That(sizes.Max(), Is.LessThan(sizes.Min() * 1.3));
    }

    /// <summary>Workers of different versions and machines must agree: the assignment is pinned.</summary>
    [TestCase("qmp.negotiation.gate", 3)]
    [TestCase("example/eject/1", 3)]
    [TestCase("surface/quit", 2)]
    public void The_assignment_is_permanent(string id, int index) => Assert.That(new Shard(index, 4).Holds(id), Is.True);

    [TestCase("1/4", true)]
    [TestCase("4/4", true)]
    [TestCase("0/4", false)]
    [TestCase("5/4", false)]
    [TestCase("1/0", false)]
    [TestCase("-1/4", false)]
    [TestCase("1", false)]
    [TestCase("1/2/3", false)]
    [TestCase("a/b", false)]
    [TestCase("", false)]
    [TestCase("1/99999999999", false)]
    public void Only_i_of_n_is_read(string text, bool good) => Assert.That(Shard.Parse(text) is not null, Is.EqualTo(good));
}
