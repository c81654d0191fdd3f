using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Diff;

/// <summary>Each kind of change: what it is called, where it is, and whom it breaks.</summary>
public sealed class ChangeTests
{
    private const string Types = """
        { 'enum': 'Two', 'data': [ 'a', 'b' ] }
        { 'enum': 'Three', 'data': [ 'a', 'b', 'c' ] }
        { 'struct': 'One', 'data': { 'name': 'str' } }
        { 'alternate': 'NameOrOne', 'data': { 'name': 'str', 'one': 'One' } }

        """;

    public static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("{ 'command': 'c' }", "", "DIFF0101 Clients c");
        yield return Case("", "{ 'command': 'c' }", "DIFF0102 Nothing c");
        yield return Case("{ 'event': 'E' }", "", "DIFF0103 Clients E");
        yield return Case("", "{ 'event': 'E' }", "DIFF0104 Nothing E");
        yield return Case("{ 'command': 'c' }", "{ 'command': 'c', 'success-response': false }", "DIFF0105 Clients c");
        yield return Case("{ 'command': 'c', 'success-response': false }", "{ 'command': 'c' }", "DIFF0106 Servers c");
        yield return Case("{ 'command': 'c', 'allow-oob': true }", "{ 'command': 'c' }", "DIFF0107 Clients c");
        yield return Case("{ 'command': 'c' }", "{ 'command': 'c', 'allow-oob': true }", "DIFF0108 Nothing c");
        yield return Case("{ 'command': 'c', 'allow-preconfig': true }", "{ 'command': 'c' }", "DIFF0109 Clients c");
        yield return Case("{ 'command': 'c' }", "{ 'command': 'c', 'allow-preconfig': true }", "DIFF0110 Nothing c");
        yield return Case("{ 'command': 'c', 'features': [ 'f' ] }", "{ 'command': 'c' }", "DIFF0111 Nothing c");
        yield return Case("{ 'command': 'c' }", "{ 'command': 'c', 'features': [ 'deprecated' ] }", "DIFF0112 Nothing c");

        yield return Arguments("'*a': 'int'", "", "DIFF0201 Clients c arguments.a");
        yield return Arguments("'a': 'int'", "", "DIFF0202 Clients, Servers c arguments.a");
        yield return Arguments("", "'*a': 'int'", "DIFF0203 Nothing c arguments.a");
        yield return Arguments("", "'a': 'int'", "DIFF0204 Clients, Servers c arguments.a");
        yield return Arguments("'*a': 'int'", "'a': 'int'", "DIFF0205 Clients c arguments.a");
        yield return Arguments("'a': 'int'", "'*a': 'int'", "DIFF0206 Nothing c arguments.a");
        yield return Arguments("'a': 'int'", "'a': 'int32'", "DIFF0207 Clients c arguments.a");
        yield return Arguments("'a': 'str'", "'a': 'Two'", "DIFF0207 Clients c arguments.a");
        yield return Arguments("'a': 'NameOrOne'", "'a': 'One'", "DIFF0207 Clients c arguments.a");
        yield return Arguments("'a': 'any'", "'a': 'int'", "DIFF0207 Clients c arguments.a");
        yield return Arguments("'a': 'int'", "'a': 'uint64'", "DIFF0207 Clients c arguments.a", "DIFF0208 Nothing c arguments.a");
        yield return Arguments("'a': 'uint8'", "'a': 'int'", "DIFF0208 Nothing c arguments.a");
        yield return Arguments("'a': 'int'", "'a': 'number'", "DIFF0208 Nothing c arguments.a");
        yield return Arguments("'a': 'str'", "'a': 'NameOrOne'", "DIFF0208 Nothing c arguments.a");
        yield return Arguments("'a': ['Two']", "'a': ['str']", "DIFF0208 Nothing c arguments.a[]");
        yield return Arguments("'a': 'int'", "'a': 'str'", "DIFF0209 Clients, Servers c arguments.a");
        yield return Arguments("'a': 'One'", "'a': ['One']", "DIFF0209 Clients, Servers c arguments.a");
        yield return Arguments("'a': 'Three'", "'a': 'Two'", "DIFF0210 Clients c arguments.a");
        yield return Arguments("'a': 'Two'", "'a': 'Three'", "DIFF0211 Nothing c arguments.a");
        yield return Case("{ 'command': 'c', 'gen': false, 'data': {} }", "{ 'command': 'c', 'data': {} }", "DIFF0212 Clients c arguments");
        yield return Case("{ 'command': 'c', 'data': {} }", "{ 'command': 'c', 'gen': false, 'data': {} }", "DIFF0213 Nothing c arguments");
        yield return Arguments("'a': { 'type': 'int', 'features': [ 'deprecated' ] }", "'a': 'int'", "DIFF0111 Nothing c arguments.a");

        yield return Data("'*a': 'int'", "", "DIFF0301 Nothing E data.a");
        yield return Data("'a': 'int'", "", "DIFF0302 Clients E data.a");
        yield return Data("", "'*a': 'int'", "DIFF0303 Nothing E data.a");
        yield return Data("", "'a': 'int'", "DIFF0304 Servers E data.a");
        yield return Data("'*a': 'int'", "'a': 'int'", "DIFF0305 Servers E data.a");
        yield return Data("'a': 'int'", "'*a': 'int'", "DIFF0306 Clients E data.a");
        yield return Data("'a': 'number'", "'a': 'int'", "DIFF0307 Servers E data.a");
        yield return Data("'a': 'int32'", "'a': 'int64'", "DIFF0308 Clients E data.a");
        yield return Data("'a': 'Two'", "'a': 'str'", "DIFF0308 Clients E data.a");
        yield return Data("'a': 'int'", "'a': 'bool'", "DIFF0309 Clients, Servers E data.a");
        yield return Data("'a': 'Three'", "'a': 'Two'", "DIFF0310 Servers E data.a");
        yield return Data("'a': 'Two'", "'a': 'Three'", "DIFF0311 Nothing E data.a");
        yield return Case("{ 'command': 'c', 'returns': 'One' }", "{ 'command': 'c' }", "DIFF0302 Clients c returns.name");
        yield return Case("{ 'command': 'c' }", "{ 'command': 'c', 'returns': 'One' }", "DIFF0304 Servers c returns.name");
        yield return Case("{ 'command': 'c', 'returns': 'One' }", "{ 'command': 'c', 'returns': ['One'] }", "DIFF0309 Clients, Servers c returns");
    }

    [TestCaseSource(nameof(Changes))]
    public void Is_found_named_and_classed(string from, string to, string[] expected) =>
        Assert.That(Describe(SchemaDiff.Compare(Compile(from), Compile(to))), Is.EqualTo(expected));

    [Test]
    public void Every_kind_of_change_is_shown()
    {
        IEnumerable<string> shown = Changes().SelectMany(c => (string[])c.Arguments[2]!).Select(c => c.Split(' ')[0]);

        Assert.That(ChangeKinds.All.Select(k => k.Code), Is.SubsetOf(shown));
        Assert.That(ChangeKinds.All.Select(k => k.Code), Is.Unique.And.Ordered);
    }

    [Test]
    public void A_change_of_a_type_is_told_once_with_all_who_reach_it()
    {
        const string Users = "{ 'command': 'c', 'data': { 'w': 'Wide' } } { 'command': 'd', 'data': { 'list': ['Wide'] } } { 'event': 'E', 'data': { 'w': 'Wide' } }";
        IReadOnlyList<Change> changes = SchemaDiff.Compare(
            Compile("{ 'struct': 'Wide', 'data': { 'a': 'int' } }" + Users),
            Compile("{ 'struct': 'Wide', 'data': { 'a': 'int', '*b': 'int' } }" + Users));

        Assert.That(Describe(changes), Is.EqualTo(new[] { "DIFF0203 Nothing c arguments.w.b", "DIFF0303 Nothing E data.w.b" }));
        Assert.That(changes[0].AlsoIn, Is.EqualTo(new[] { "d" }));
    }

    [Test]
    public void A_message_names_the_place_the_change_and_both_sides()
    {
        Change change = SchemaDiff.Compare(Compile("{ 'command': 'c', 'data': { 'a': 'int' } }"), Compile("{ 'command': 'c', 'data': { 'a': ['One'] } }")).Single();

        Assert.That(change.Message, Is.EqualTo("c: arguments.a is of another type: int → array of struct One"));
        Assert.That(change.FromSpan.Line, Is.EqualTo(5));
    }

    [TestCase("{ 'struct': 'Named', 'data': { 'x': 'int' } } { 'command': 'c', 'data': 'Named' }", "{ 'command': 'c', 'data': { 'x': 'int' } }", Description = "types may be renamed")]
    [TestCase("{ 'struct': 'Base1', 'data': { 'x': 'int' } } { 'struct': 'Sub', 'base': 'Base1', 'data': {} } { 'command': 'c', 'data': 'Sub' }", "{ 'command': 'c', 'data': { 'x': 'int' } }", Description = "members may move to a base")]
    [TestCase("{ 'command': 'c', 'returns': 'Empty' } { 'struct': 'Empty', 'data': {} }", "{ 'command': 'c' }", Description = "an empty object is nothing")]
    [TestCase("{ 'enum': 'Order', 'data': [ 'x', 'y' ] } { 'command': 'c', 'data': { 'a': 'Order', 'b': 'int' } }", "{ 'enum': 'Order', 'data': [ 'y', 'x' ] } { 'command': 'c', 'data': { 'b': 'int', 'a': 'Order' } }", Description = "order does not count")]
    public void What_the_wire_does_not_show_is_no_change(string from, string to) =>
        Assert.That(Describe(SchemaDiff.Compare(Compile(from), Compile(to))), Is.Empty);

    private static TestCaseData Arguments(string from, string to, params string[] expected) =>
        Case($"{{ 'command': 'c', 'data': {{ {from} }} }}", $"{{ 'command': 'c', 'data': {{ {to} }} }}", expected);

    private static TestCaseData Data(string from, string to, params string[] expected) =>
        Case($"{{ 'event': 'E', 'data': {{ {from} }} }}", $"{{ 'event': 'E', 'data': {{ {to} }} }}", expected);

    private static TestCaseData Case(string from, string to, params string[] expected) =>
        new TestCaseData(from, to, expected).SetName($"{string.Join(" and ", expected)}: {from} to {to}".Replace("  ", " ", StringComparison.Ordinal));

    private static string[] Describe(IEnumerable<Change> changes) =>
        [.. changes.Select(c => $"{c.Kind.Code} {c.Kind.Breaks} {c.Subject} {c.Path}".TrimEnd())];

    private static QmpSchema Compile(string text)
    {
        LoadResult result = SchemaSources.Load("schema.json", new OneFile(Types + text));
        Assert.That(result.Diagnostics, Is.Empty);
        return result.Schema!;
    }

    private sealed class OneFile(string text) : ISourceFiles
    {
        public string? Read(string path) => text;

        public bool DirectoryExists(string path) => false;
    }
}
