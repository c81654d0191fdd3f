using Harness.Emulator.State.Block;

namespace Harness.Unit.Emulator.Block;

/// <summary>Ranges against a model that any reader believes: a set of bytes.</summary>
public sealed class ExtentsTests
{
    private const int Size = 40;

    [Test]
    public void Ranges_are_as_sets_of_bytes()
    {
        Random random = new(7);
        for (int round = 0; round < 2000; round++)
        {
            (Extents one, HashSet<long> oneSet) = Make(random);
            (Extents other, HashSet<long> otherSet) = Make(random);

            Assert.That(Bytes(one.Union(other)), Is.EqualTo(oneSet.Union(otherSet).Order()));
            Assert.That(Bytes(one.Except(other)), Is.EqualTo(oneSet.Except(otherSet).Order()));
            Assert.That(Bytes(one.Intersect(other)), Is.EqualTo(oneSet.Intersect(otherSet).Order()));
            Assert.That(one.Union(other).Length, Is.EqualTo(oneSet.Union(otherSet).Count()));
            int count = random.Next(Size);
            Assert.That(Bytes(one.TakeFirst(count)), Is.EqualTo(oneSet.Order().Take(count)));
        }
    }

    [Test]
    public void A_bit_of_the_bitmap_takes_its_whole_unit_but_not_more_than_the_disk()
    {
        Extents rounded = Extents.Of(5, 6).Union(Extents.Of(21, 23)).RoundOut(4, 22);

        Assert.That(Bytes(rounded), Is.EqualTo(new long[] { 4, 5, 6, 7, 20, 21 }));
    }

    [Test]
    public void Nothing_is_empty()
    {
        Assert.That(Extents.Of(3, 3).IsEmpty, Is.True);
        Assert.That(Extents.None.Length, Is.Zero);
        Assert.That(Extents.Of(3, 4).IsEmpty, Is.False);
        Assert.That(Extents.Of(3, 9).First, Is.EqualTo(3));
    }

    private static (Extents Ranges, HashSet<long> Set) Make(Random random)
    {
        (Extents ranges, HashSet<long> set) = (Extents.None, []);
        for (int i = random.Next(5); i > 0; i--)
        {
            int start = random.Next(Size);
            int end = start + random.Next(8);
            ranges = ranges.Union(Extents.Of(start, end));
            set.UnionWith(Enumerable.Range(start, end - start).Select(b => (long)b));
        }

        return (ranges, set);
    }

    private static IEnumerable<long> Bytes(Extents ranges) => Enumerable.Range(0, Size * 2).Select(b => (long)b).Where(b => !ranges.Intersect(Extents.Of(b, b + 1)).IsEmpty);
}
