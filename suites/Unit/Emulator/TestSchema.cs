using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Emulator;

/// <summary>Schemas in memory: the commands of the ground floor as 2.3 documents them, and as a later version does.</summary>
internal static class TestSchema
{
    private const string Common = """
        { 'pragma': { 'command-name-exceptions': [ 'qmp_capabilities', 'system_reset', 'system_powerdown', 'system_wakeup' ],
          'member-name-exceptions': [ 'UuidInfo' ] } }
        { 'enum': 'RunState', 'data': [ 'debug', 'inmigrate', 'internal-error', 'io-error', 'paused', 'postmigrate', 'prelaunch',
          'finish-migrate', 'restore-vm', 'running', 'save-vm', 'shutdown', 'suspended', 'watchdog', 'guest-panicked' ] }
        { 'struct': 'StatusInfo', 'data': { 'running': 'bool', 'singlestep': 'bool', 'status': 'RunState' } }
        { 'struct': 'NameInfo', 'data': { '*name': 'str' } }
        { 'struct': 'UuidInfo', 'data': { 'UUID': 'str' } }
        { 'struct': 'KvmInfo', 'data': { 'enabled': 'bool', 'present': 'bool' } }
        { 'struct': 'VersionTriple', 'data': { 'major': 'int', 'minor': 'int', 'micro': 'int' } }
        { 'struct': 'VersionInfo', 'data': { 'qemu': 'VersionTriple', 'package': 'str' } }
        { 'struct': 'CommandInfo', 'data': { 'name': 'str' } }
        { 'struct': 'EventInfo', 'data': { 'name': 'str' } }
        { 'command': 'quit' }
        { 'command': 'stop' }
        { 'command': 'cont' }
        { 'command': 'system_reset' }
        { 'command': 'system_powerdown' }
        { 'command': 'system_wakeup' }
        { 'command': 'inject-nmi' }
        { 'command': 'query-status', 'returns': 'StatusInfo' }
        { 'command': 'query-name', 'returns': 'NameInfo' }
        { 'command': 'query-uuid', 'returns': 'UuidInfo' }
        { 'command': 'query-kvm', 'returns': 'KvmInfo' }
        { 'command': 'query-version', 'returns': 'VersionInfo' }
        { 'command': 'query-commands', 'returns': [ 'CommandInfo' ] }
        { 'command': 'query-events', 'returns': [ 'EventInfo' ] }
        { 'enum': 'Colour', 'data': [ 'red', 'green' ] }
        { 'struct': 'Point', 'data': { 'x': 'int', '*colour': 'Colour' } }
        { 'command': 'x-arguments', 'data': { 'text': 'str', '*number': 'int', '*small': 'uint8', '*large': 'size', '*flag': 'bool',
          '*colour': 'Colour', '*points': [ 'Point' ], '*real': 'number', '*any': 'any' }, 'returns': 'Point' }
        { 'command': 'x-silent', 'success-response': false }
        { 'event': 'STOP' }
        { 'event': 'RESUME' }
        { 'event': 'POWERDOWN' }
        { 'event': 'WAKEUP' }
        { 'event': 'RTC_CHANGE', 'data': { 'offset': 'int' } }
        { 'event': 'VSERPORT_CHANGE', 'data': { 'id': 'str', 'open': 'bool' } }

        """;

    public static QmpSchema Documented { get; } = Compile(Common + """
        { 'command': 'qmp_capabilities' }
        { 'event': 'RESET' }
        { 'event': 'SHUTDOWN' }
        """);

    /// <summary>RESET and SHUTDOWN have data, capabilities can be enabled.</summary>
    public static QmpSchema Later { get; } = Compile(Common + """
        { 'enum': 'QMPCapability', 'data': [ 'oob' ] }
        { 'enum': 'ShutdownCause', 'data': [ 'none', 'host-qmp-quit', 'host-qmp-system-reset' ] }
        { 'command': 'qmp_capabilities', 'data': { '*enable': [ 'QMPCapability' ] } }
        { 'command': 'query-yank', 'returns': [ 'EventInfo' ], 'allow-oob': true }
        { 'event': 'RESET', 'data': { 'guest': 'bool', 'reason': 'ShutdownCause' } }
        { 'event': 'SHUTDOWN', 'data': { 'guest': 'bool' } }
        """);

    public static QmpSchema Compile(string source)
    {
        LoadResult result = SchemaSources.Load("test.json", new OneFile(source));
        return result is { HasErrors: false, Schema: { } schema } ? schema : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private sealed class OneFile(string source) : ISourceFiles
    {
        public string? Read(string path) => source;

        public bool DirectoryExists(string path) => false;
    }
}
