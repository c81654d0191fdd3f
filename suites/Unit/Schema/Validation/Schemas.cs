using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Validation;

/// <summary>Schemas for tests of values: one written here that has every sort of type, and the real ones that are at hand.</summary>
internal static class Schemas
{
    public const string Everything = """
        { 'enum': 'Colour', 'data': [ 'red', 'green', 'dark-blue' ] }
        { 'enum': 'Kind', 'data': [ 'plain', 'sized', 'nested', 'bare' ] }
        { 'enum': 'Inner', 'data': [ 'one', 'two' ] }
        { 'struct': 'Sized', 'data': { 'i8': 'int8', 'i16': 'int16', 'i32': 'int32', 'i64': 'int64', 'int': 'int',
                                       'u8': 'uint8', 'u16': 'uint16', 'u32': 'uint32', 'u64': 'uint64', 'size': 'size' } }
        { 'struct': 'Scalars', 'data': { 'text': 'str', 'number': 'number', 'flag': 'bool', 'nothing': 'null', 'any': 'any', 'colour': 'Colour' } }
        { 'struct': 'Base', 'data': { 'name': 'str', '*note': 'str' } }
        { 'struct': 'Derived', 'base': 'Base', 'data': { 'count': 'int', '*list': ['Derived'], '*next': 'Derived' } }
        { 'struct': 'Plain', 'data': { 'text': 'str' } }
        { 'struct': 'One', 'data': { 'one': 'bool' } }
        { 'union': 'Deep', 'base': { 'inner': 'Inner', '*extra': 'int' }, 'discriminator': 'inner', 'data': { 'one': 'One' } }
        { 'union': 'Choice', 'base': { 'kind': 'Kind', '*common': 'bool' }, 'discriminator': 'kind',
          'data': { 'plain': 'Plain', 'sized': 'Sized', 'nested': 'Deep' } }
        { 'alternate': 'Reference', 'data': { 'definition': 'Choice', 'name': 'str', 'none': 'null' } }
        { 'alternate': 'Limit', 'data': { 'number': 'int', 'preset': 'Colour' } }
        { 'alternate': 'Flags', 'data': { 'list': ['uint8'], 'all': 'bool', 'rate': 'number' } }
        { 'struct': 'Whole', 'data': { 'scalars': 'Scalars', 'sized': 'Sized', 'derived': 'Derived', 'choices': ['Choice'],
                                       '*reference': 'Reference', '*limit': 'Limit', '*flags': 'Flags', '*matrix': ['int'] } }
        { 'command': 'do-it', 'data': 'Whole', 'returns': ['Choice'] }
        { 'command': 'open', 'data': { 'id': 'str' }, 'gen': false }
        { 'command': 'boxed', 'boxed': true, 'data': 'Choice' }
        { 'command': 'quiet' }
        { 'event': 'HAPPENED', 'data': { 'what': 'Reference', '*limit': 'Limit' } }
        """;

    public static QmpSchema Compile(string text)
    {
        LoadResult result = SchemaSources.Load("test.json", new OneFile(text));
        Assert.That(result.Diagnostics.Where(d => d.Severity == Severity.Error), Is.Empty);
        return result.Schema!;
    }

    /// <summary>The schema above, the project's own and QEMU's, where they are.</summary>
    public static IEnumerable<TestCaseData<QmpSchema>> AtHand()
    {
        yield return new TestCaseData<QmpSchema>(Compile(Everything)).SetArgDisplayNames("everything");
        foreach (string path in new[] { "spec/qmp-2.3/qapi-schema.json", ".cache/qemu-source/qapi/qapi-schema.json", ".cache/qemu-source/qga/qapi-schema.json" })
        {
            if (File.Exists(Path.Combine(Repository.Root, path)))
            {
                yield return new TestCaseData<QmpSchema>(SchemaSources.Load(Path.Combine(Repository.Root, path)).Schema!).SetArgDisplayNames(path);
            }
        }
    }

    /// <summary>All that a value can be held against: named types, arguments, return types, event data.</summary>
    public static IEnumerable<SchemaType> AllTypes(QmpSchema schema) =>
        [.. schema.Types, .. schema.Commands.Select(c => c.Arguments), .. schema.Commands.Select(c => c.Returns).OfType<SchemaType>(), .. schema.Events.Select(e => e.Data)];

    private sealed class OneFile(string text) : ISourceFiles
    {
        public string? Read(string path) => path == "test.json" ? text : null;

        public bool DirectoryExists(string path) => false;
    }
}
