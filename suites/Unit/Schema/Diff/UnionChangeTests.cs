using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Diff;

/// <summary>Unions: a member may move between base and branches, and a branch is a value of the tag.</summary>
public sealed class UnionChangeTests
{
    private const string Union = """
        { 'enum': 'Kind', 'data': [ 'x', 'y' ] }
        { 'struct': 'Xx', 'data': { 'size': 'int' } }
        { 'union': 'Uu', 'base': { 'kind': 'Kind', '*name': 'str' }, 'discriminator': 'kind', 'data': { 'x': 'Xx' } }
        { 'command': 'c', 'boxed': true, 'data': 'Uu' }
        """;

    [TestCase("'*name': 'str' }", "'name': 'str' }", "DIFF0205 arguments.name")]
    [TestCase("'size': 'int'", "'size': 'str'", "DIFF0209 arguments[kind=x].size")]
    [TestCase("'size': 'int'", "'size': 'int', '*more': 'int'", "DIFF0203 arguments[kind=x].more")]
    [TestCase("{ 'x': 'Xx' }", "{ 'x': 'Xx', 'y': 'Xx' }", "DIFF0204 arguments[kind=y].size")]
    [TestCase("[ 'x', 'y' ]", "[ 'x', 'y', 'z' ]", "DIFF0211 arguments.kind")]
    [TestCase("[ 'x', 'y' ]", "[ 'x' ]", "DIFF0210 arguments.kind")]
    public void A_change_in_a_branch_is_placed_by_the_tag(string old, string now, string expected) =>
        Assert.That(Compare(Union, Union.Replace(old, now, StringComparison.Ordinal)), Is.EqualTo(new[] { expected }));

    [Test]
    public void A_member_that_moves_from_the_base_into_every_branch_is_no_change()
    {
        const string InBase = """
            { 'enum': 'Kind', 'data': [ 'x', 'y' ] }
            { 'struct': 'Xx', 'data': {} }
            { 'union': 'Uu', 'base': { 'kind': 'Kind', 'size': 'int' }, 'discriminator': 'kind', 'data': { 'x': 'Xx', 'y': 'Xx' } }
            { 'command': 'c', 'boxed': true, 'data': 'Uu' }
            """;
        string inBranches = InBase.Replace("'data': {} }", "'data': { 'size': 'int' } }", StringComparison.Ordinal).Replace(", 'size': 'int' }, 'disc", " }, 'disc", StringComparison.Ordinal);

        Assert.That(Compare(InBase, inBranches), Is.Empty);
        Assert.That(Compare(inBranches, InBase), Is.Empty);
    }

    [Test]
    public void A_struct_that_becomes_a_union_keeps_what_was_optional()
    {
        const string Struct = """
            { 'enum': 'Kind', 'data': [ 'x', 'y' ] }
            { 'struct': 'Ss', 'data': { 'kind': 'Kind', '*name': 'str', '*size': 'int' } }
            { 'command': 'c', 'data': 'Ss' }
            """;

        Assert.That(Compare(Struct, Union), Is.Empty);
    }

    private static string[] Compare(string from, string to) =>
        [.. SchemaDiff.Compare(Compile(from), Compile(to)).Select(c => $"{c.Kind.Code} {c.Path}")];

    private static QmpSchema Compile(string text)
    {
        LoadResult result = SchemaSources.Load("schema.json", new OneFile(text));
        Assert.That(result.Diagnostics, Is.Empty, text);
        return result.Schema!;
    }

    private sealed class OneFile(string text) : ISourceFiles
    {
        public string? Read(string path) => text;

        public bool DirectoryExists(string path) => false;
    }
}
