using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Emulator.Dispatch;

/// <summary>
/// What the emulator adds to a schema that documents no out-of-band execution: the argument of <c>qmp_capabilities</c>, and
/// the command with which QEMU once tested the matter (2.12, removed since).
/// </summary>
internal static class EmulatorSchema
{
    private const string Source = """
        { 'pragma': { 'command-name-exceptions': [ 'qmp_capabilities' ] } }
        { 'enum': 'QMPCapability', 'data': [ 'oob' ] }
        { 'command': 'qmp_capabilities', 'data': { '*enable': [ 'QMPCapability' ] } }
        { 'command': 'x-oob-test', 'data': { 'lock': 'bool' }, 'allow-oob': true }
        """;

    public static QmpSchema OutOfBand { get; } = Compile();

    private static QmpSchema Compile()
    {
        LoadResult result = SchemaSources.Load("emulator.json", new OneFile());
        return result is { HasErrors: false, Schema: { } schema } ? schema : throw new InvalidOperationException(result.Diagnostics[0].ToString());
    }

    private sealed class OneFile : ISourceFiles
    {
        public string? Read(string path) => Source;

        public bool DirectoryExists(string path) => false;
    }
}
