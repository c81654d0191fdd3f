using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Unit.Schema.Validation;

/// <summary>Properties over generated values of every type at hand: what is generated fits, and every single fault is found where it was made.</summary>
public sealed class GeneratedValueTests
{
    private const int Rounds = 4;

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Generated_values_fit_their_type(QmpSchema schema)
    {
        ValueChecker closed = new(Openness.Closed);
        ValueChecker open = new(Openness.Open);
        foreach (SchemaType type in Schemas.AllTypes(schema))
        {
            for (ulong seed = 0; seed < Rounds; seed++)
            {
                Assert.That(closed.First(Element(new ValueGenerator(new SeededRandom(seed), Openness.Closed).Value(type)), type), Is.Null, () => $"{type}, seed {seed}");
                Assert.That(open.First(Element(new ValueGenerator(new SeededRandom(seed), Openness.Open).Value(type)), type), Is.Null, () => $"{type}, seed {seed}, open");
            }
        }
    }

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Samples_fit_their_type(QmpSchema schema)
    {
        ValueChecker closed = new(Openness.Closed);
        string[] misfits = [.. Schemas.AllTypes(schema).Where(t => closed.First(Element(ValueSample.Of(t)), t) is not null).Select(t => t.Name)];

        Assert.That(misfits, Is.Empty);
    }

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Every_single_fault_is_found_where_it_was_made(QmpSchema schema)
    {
        ValueChecker checker = new(Openness.Closed);
        FaultFinder finder = new(maxDepth: 3);
        int faults = 0;
        foreach (SchemaType type in Schemas.AllTypes(schema))
        {
            foreach (Fault fault in finder.Find(new ValueGenerator(new SeededRandom(7), Openness.Closed).Value(type), type))
            {
                IReadOnlyList<Violation> found = checker.All(JsonElement.Parse(fault.Json), type);

                Assert.That(found.Count == 1 && Expected(fault).Contains((found[0].Kind, found[0].Path)), Is.True, () => $"{type} {fault.Word} {string.Join('.', fault.Path)}: {string.Join("; ", found)}\n{fault.Json}");
                faults++;
            }
        }

        Assert.That(faults, Is.GreaterThan(schema.Types.Count));
    }

    [Test]
    public void Faults_cover_every_kind()
    {
        QmpSchema schema = Schemas.Compile(Schemas.Everything);
        IReadOnlyList<Fault> faults = new FaultFinder(maxDepth: 4).Find(ValueSample.Of(schema.Type("Whole")!), schema.Type("Whole")!);

        Assert.That(faults.Select(f => f.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<FaultKind>()));
        Assert.That(faults.Select(f => (string.Join('.', f.Path), f.Kind)), Is.Unique, "a place and a kind name one fault");
    }

    [Test]
    public void Finding_faults_leaves_the_value_as_it_was()
    {
        SchemaType type = Schemas.Compile(Schemas.Everything).Type("Whole")!;
        JsonNode value = ValueSample.Of(type)!;
        string before = value.ToJsonString();

        new FaultFinder(maxDepth: 4).Find(value, type);

        Assert.That(value.ToJsonString(), Is.EqualTo(before));
    }

    [Test]
    public void Equal_seeds_give_equal_values()
    {
        SchemaType type = Schemas.Compile(Schemas.Everything).Type("Whole")!;

        string[] first = Values(3);
        Assert.That(Values(3), Is.EqualTo(first));
        Assert.That(Values(4), Is.Not.EqualTo(first));

        string[] Values(ulong seed)
        {
            ValueGenerator generator = new(new SeededRandom(seed), Openness.Open);
            return [.. Enumerable.Range(0, 5).Select(_ => generator.Value(type)!.ToJsonString())];
        }
    }

    [Test]
    public void The_stream_of_numbers_is_pinned()
    {
        SeededRandom random = new(1);

        Assert.That(new[] { random.NextUInt64(), random.NextUInt64() }, Is.EqualTo(new[] { 0x910A2DEC89025CC1UL, 0xBEEB8DA1658EEC67UL }), "SplitMix64 of seed 1");
        Assert.That(Enumerable.Range(0, 200).Select(_ => random.Below(5)).Distinct(), Is.EquivalentTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That(Enumerable.Range(0, 200).Select(_ => (int)random.Between(-1, 1)).Distinct(), Is.EquivalentTo(new[] { -1, 0, 1 }));
    }

    [Test]
    public void A_type_that_requires_itself_neither_hangs_nor_throws()
    {
        SchemaType endless = Schemas.Compile("{ 'struct': 'Endless', 'data': { 'again': 'Endless' } }").Type("Endless")!;

        Assert.That(ValueSample.Of(endless), Is.Not.Null);
        Assert.That(new ValueGenerator(new SeededRandom(0), Openness.Closed).Value(endless), Is.Not.Null);
    }

    private static JsonElement Element(JsonNode? node) => JsonElement.Parse(node?.ToJsonString() ?? "null");

    /// <summary>What a checker may say of a fault, in its own spelling of places.</summary>
    private static IEnumerable<(ViolationKind Kind, string Path)> Expected(Fault fault)
    {
        string path = string.Join('.', fault.Path.Where(w => !w.Contains('=', StringComparison.Ordinal))).Replace(".0", "[0]", StringComparison.Ordinal);
        path = path.StartsWith('0') ? "[0]" + path[1..] : path;
        string stranger = path.Length == 0 ? FaultFinder.Stranger : $"{path}.{FaultFinder.Stranger}";
        return fault.Kind switch
        {
            FaultKind.Missing => [(ViolationKind.Missing, path)],
            FaultKind.Unexpected => [(ViolationKind.Unexpected, stranger)],
            FaultKind.EnumUnknown => [(ViolationKind.NotInEnum, path)],
            FaultKind.BelowMinimum or FaultKind.AboveMaximum => [(ViolationKind.OutOfRange, path)],
            _ => [(ViolationKind.WrongType, path)],
        };
    }
}
