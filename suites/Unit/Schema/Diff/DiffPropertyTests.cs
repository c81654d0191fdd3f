using System.Text.Json.Nodes;

using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Model;
using Harness.Unit.Schema.Introspection;

namespace Harness.Unit.Schema.Diff;

/// <summary>What holds for the difference of any two schemas.</summary>
public sealed class DiffPropertyTests
{
    private static readonly Dictionary<ChangeKind, ChangeKind> Opposites = new()
    {
        [ChangeKinds.CommandRemoved] = ChangeKinds.CommandAdded,
        [ChangeKinds.EventRemoved] = ChangeKinds.EventAdded,
        [ChangeKinds.ReplyRemoved] = ChangeKinds.ReplyAdded,
        [ChangeKinds.OutOfBandRemoved] = ChangeKinds.OutOfBandAdded,
        [ChangeKinds.PreconfigRemoved] = ChangeKinds.PreconfigAdded,
        [ChangeKinds.FeatureRemoved] = ChangeKinds.FeatureAdded,
        [ChangeKinds.OptionalArgumentRemoved] = ChangeKinds.OptionalArgumentAdded,
        [ChangeKinds.MandatoryArgumentRemoved] = ChangeKinds.MandatoryArgumentAdded,
        [ChangeKinds.ArgumentMadeMandatory] = ChangeKinds.ArgumentMadeOptional,
        [ChangeKinds.ArgumentNarrowed] = ChangeKinds.ArgumentWidened,
        [ChangeKinds.ArgumentTypeChanged] = ChangeKinds.ArgumentTypeChanged,
        [ChangeKinds.ArgumentValueRemoved] = ChangeKinds.ArgumentValueAdded,
        [ChangeKinds.ArgumentsClosed] = ChangeKinds.ArgumentsOpened,
        [ChangeKinds.OptionalResultRemoved] = ChangeKinds.OptionalResultAdded,
        [ChangeKinds.MandatoryResultRemoved] = ChangeKinds.MandatoryResultAdded,
        [ChangeKinds.ResultMadeMandatory] = ChangeKinds.ResultMadeOptional,
        [ChangeKinds.ResultNarrowed] = ChangeKinds.ResultWidened,
        [ChangeKinds.ResultTypeChanged] = ChangeKinds.ResultTypeChanged,
        [ChangeKinds.ResultValueRemoved] = ChangeKinds.ResultValueAdded,
    };

    [TestCaseSource(typeof(RoundTripTests), nameof(RoundTripTests.Schemas))]
    public void A_schema_does_not_differ_from_itself(string file) => Assert.That(SchemaDiff.Compare(Load(file), Load(file)), Is.Empty);

    [TestCaseSource(typeof(RoundTripTests), nameof(RoundTripTests.Schemas))]
    public void A_schema_does_not_differ_from_its_introspection(string file)
    {
        QmpSchema source = RoundTripTests.WithEveryTypeUsed(file);
        QmpSchema masked = SchemaSources.FromIntrospection("written", RoundTripTests.Write(source)).Schema!;

        Assert.That(SchemaDiff.Compare(source, masked), Is.Empty);
        Assert.That(SchemaDiff.Compare(masked, source), Is.Empty);
    }

    [Test]
    public void Every_change_of_an_introspected_schema_is_found_and_has_its_opposite()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "fixtures", "introspection", "small.json"));
        QmpSchema before = SchemaSources.FromIntrospection("before", text).Schema!;
        int mutations = 0;
        foreach ((string what, string mutated) in Mutations(text))
        {
            LoadResult after = SchemaSources.FromIntrospection("after", mutated);
            Assert.That(after.Diagnostics, Is.Empty, what);

            ChangeKind[] there = [.. SchemaDiff.Compare(before, after.Schema!).Select(c => c.Kind)];
            ChangeKind[] back = [.. SchemaDiff.Compare(after.Schema!, before).Select(c => c.Kind)];
            Assert.That(there, Is.Not.Empty, what);
            Assert.That(back.Select(k => k.Code), Is.EquivalentTo(there.Select(Opposite).Select(k => k.Code)), what);
            mutations++;
        }

        Assert.That(mutations, Is.GreaterThan(25));
    }

    private static ChangeKind Opposite(ChangeKind kind) =>
        Opposites.TryGetValue(kind, out ChangeKind? opposite) ? opposite : Opposites.Single(o => o.Value == kind).Key;

    /// <summary>The reply with one thing in it taken away, made optional or mandatory, or of another type.</summary>
    private static IEnumerable<(string What, string Text)> Mutations(string text)
    {
        JsonArray entries = JsonNode.Parse(text)!.AsArray();
        for (int e = 0; e < entries.Count; e++)
        {
            string kind = (string)entries[e]!["meta-type"]!;
            if (kind is "command" or "event")
            {
                yield return Mutate(text, $"without {entries[e]!["name"]}", m => m.RemoveAt(e));
            }

            for (int i = 0; kind is "object" or "enum" && i < (entries[e]!["members"]?.AsArray().Count ?? 0); i++)
            {
                JsonNode member = entries[e]!["members"]![i]!;
                string where = $"{entries[e]!["name"]}.{member["name"]}";
                bool tag = (string?)entries[e]!["tag"] == (string?)member["name"];
                bool branch = kind == "enum";
                if (!tag && !branch)
                {
                    yield return Mutate(text, $"{where} taken away", m => m[e]!["members"]!.AsArray().RemoveAt(i));
                    yield return Mutate(text, $"{where} of another type", m => m[e]!["members"]![i]!["type"] = (string)member["type"]! == "bool" ? "str" : "bool");
                    yield return Mutate(text, $"{where} optional or mandatory", m => Toggle(m[e]!["members"]![i]!.AsObject()));
                }

                yield return Mutate(text, $"{where} with or without features", m => ToggleFeatures(m[e]!["members"]![i]!.AsObject()));
            }
        }
    }

    private static void Toggle(JsonObject member)
    {
        if (!member.Remove("default"))
        {
            member["default"] = null;
        }
    }

    private static void ToggleFeatures(JsonObject member)
    {
        if (!member.Remove("features"))
        {
            member["features"] = new JsonArray("unstable");
        }
    }

    private static (string What, string Text) Mutate(string text, string what, Action<JsonArray> change)
    {
        JsonArray copy = JsonNode.Parse(text)!.AsArray();
        change(copy);
        return (what, copy.ToJsonString());
    }

    private static QmpSchema Load(string file) => SchemaSources.Load(Path.Combine(Repository.Root, file)).Schema!;
}
