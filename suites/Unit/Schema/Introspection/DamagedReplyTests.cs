using Harness.Schema;
using Harness.Schema.Model;

namespace Harness.Unit.Schema.Introspection;

/// <summary>Whatever stands in a saved reply, it is read as far as it goes; nothing throws.</summary>
public sealed class DamagedReplyTests
{
    private static readonly string Reply = File.ReadAllText(Path.Combine(Repository.Root, "fixtures", "introspection", "small.json"));

    [Test]
    public void A_reply_cut_or_changed_anywhere_is_read_as_far_as_it_goes()
    {
        for (int at = 0; at < Reply.Length; at += 3)
        {
            foreach (string damaged in new[] { Reply[..at], Reply.Remove(at, 1), Reply.Insert(at, "1"), Reply.Insert(at, "\""), Reply.Insert(at, "\\ud800"), Reply.Insert(at, "\ud800") })
            {
                LoadResult result = SchemaSources.FromIntrospection("damaged", damaged);

                Assert.That(result.Schema is not null || result.HasErrors, damaged);
            }
        }
    }

    [Test]
    public void What_stands_before_the_damage_is_kept()
    {
        QmpSchema whole = SchemaSources.FromIntrospection("whole", Reply).Schema!;
        LoadResult cut = SchemaSources.FromIntrospection("cut", Reply[..^40]);

        Assert.That(cut.Diagnostics.Select(d => d.Code), Does.Contain("INTR0001"));
        Assert.That(cut.Schema!.Commands.Select(c => c.Name), Is.EqualTo(whole.Commands.Select(c => c.Name)));
    }

    [Test]
    public void The_place_of_damage_is_named_by_byte_line_and_path()
    {
        LoadResult result = SchemaSources.FromIntrospection("cut", "[{\"name\": \"é\", \"meta-type\": \"enum\",\n \"values\": [\"a\", nope");

        Assert.That(result.Diagnostics[0].Message, Does.StartWith("no JSON behind byte 54, inside $[0].values: "));
        Assert.That(result.Diagnostics[0].Span.Line, Is.EqualTo(2));
    }

    [Test]
    public void Endless_nesting_is_an_error() =>
        Assert.That(SchemaSources.FromIntrospection("deep", new string('[', 1_000_000)).HasErrors);
}
