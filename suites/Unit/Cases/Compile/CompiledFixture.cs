using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Unit.Schema.Validation;

namespace Harness.Unit.Cases.Compile;

/// <summary>A small documented schema that has one of everything that cases are compiled from.</summary>
internal static class CompiledFixture
{
    public const string Text = """
        { 'pragma': { 'command-name-exceptions': [ 'qmp_capabilities', 'device_add' ] } }

        ##
        # @qmp_capabilities:
        #
        # Opens the session.
        #
        # @enable: capabilities
        #
        # Example:
        #
        # -> { "execute": "qmp_capabilities" }
        # <- { "return": {} }
        ##
        { 'command': 'qmp_capabilities', 'data': { '*enable': ['str'] } }

        ##
        # @CommandInfo:
        #
        # @name: name
        ##
        { 'struct': 'CommandInfo', 'data': { 'name': 'str' } }

        { 'command': 'query-commands', 'returns': ['CommandInfo'] }

        ##
        # @StatusInfo:
        #
        # @running: whether
        ##
        { 'struct': 'StatusInfo', 'data': { 'running': 'bool', '*note': 'str' } }

        ##
        # @query-status:
        #
        # Example:
        #
        # -> { "execute": "query-status" }
        # <- { "return": { "running": true } }
        ##
        { 'command': 'query-status', 'returns': 'StatusInfo' }

        { 'struct': 'BlockInfo', 'data': { 'device': 'str', 'locked': 'bool' } }

        ##
        # @query-block:
        #
        # Example:
        #
        # -> { "execute": "query-block" }
        # <- { "return": [ { "device": "ide0-hd0", "locked": false }, { "device": "x", ... } ] }
        ##
        { 'command': 'query-block', 'returns': ['BlockInfo'] }

        { 'struct': 'BalloonInfo', 'data': { 'actual': 'int' } }

        ##
        # @query-balloon:
        #
        # Errors:
        #     - DeviceNotActive if there is none
        ##
        { 'command': 'query-balloon', 'returns': 'BalloonInfo' }

        { 'enum': 'Mode', 'data': [ 'soft', 'hard' ] }
        { 'struct': 'Limits', 'data': { 'rate': 'uint8', '*burst': 'size' } }

        ##
        # @eject:
        #
        # @device: which
        #
        # @force: whether
        #
        # @mode: how
        #
        # @limits: how fast
        #
        # Example:
        #
        # -> { "execute": "eject", "arguments": { "device": "ide1-cd0" } }
        # <- { "return": {} }
        # <- { "timestamp": { "seconds": 1265044230, "microseconds": 450486 },
        #      "event": "DEVICE_TRAY_MOVED",
        #      "data": { "device": "ide1-cd0", "tray-open": true } }
        #
        # -> { "execute": "eject", "arguments": { "device": "none" } }
        # <- { "error": { "class": "DeviceNotFound", "desc": "Device 'none' not found" } }
        #
        # -> { "execute": "eject", "arguments": { "device": "locked" } }
        # <- { "error": { "class": "GenericError", "desc": "Device 'locked' is locked" } }
        #
        # -> { "execute": "eject", "arguments": { "gerät": 1 } }
        # <- { "return": {} }
        #
        # -> { "execute": "eject", "arguments": { "device": ... } }
        # <- { "return": {} }
        #
        # -> { "execute": "uneject", "arguments": { "device": "a" } }
        # <- { "return": {} }
        ##
        { 'command': 'eject', 'data': { 'device': 'str', '*force': 'bool', '*mode': 'Mode', '*limits': 'Limits' } }

        ##
        # @DEVICE_TRAY_MOVED:
        #
        # Example:
        #
        # <- { "timestamp": { "seconds": 1265044230, "microseconds": 450486 },
        #      "event": "DEVICE_TRAY_MOVED",
        #      "data": { "device": "ide1-cd0", "tray-open": true } }
        ##
        { 'event': 'DEVICE_TRAY_MOVED', 'data': { 'device': 'str', 'tray-open': 'bool' } }

        { 'command': 'device_add', 'data': { 'driver': 'str', '*id': 'str' }, 'gen': false }

        ##
        # @getfd:
        #
        # Example:
        #
        # -> { "execute": "getfd", "arguments": { "fdname": "fd1" } }
        # <- { "return": {} }
        ##
        { 'command': 'getfd', 'data': { 'fdname': 'str' } }

        ##
        # @migrate-pause:
        #
        # Example:
        #
        # -> { "exec-oob": "migrate-pause", "id": "now" }
        # <- { "return": {}, "id": "now" }
        ##
        { 'command': 'migrate-pause', 'allow-oob': true }

        ##
        # @quit:
        #
        # Example:
        #
        # -> { "execute": "quit" }
        ##
        { 'command': 'quit' }
        """;

    public static SafetyTable Safety { get; } = SafetyTable.Parse(
        """{ "read": ["qmp_capabilities"], "mutating": ["eject", "device_add", "getfd", "migrate-pause"], "destructive": ["quit"] }""", "safety.json");

    public static QmpSchema Schema { get; } = Schemas.Compile(Text);

    public static IReadOnlyList<Script> Compile(MachineCatalogue? machines = null) => [.. CaseCompiler.Compile(Schema, Safety, machines ?? MachineCatalogue.Empty)];

    public static Script Case(string id) => Compile().Single(s => s.Id == id);

    public static string TextOf(string id) => new CaseWriter(Safety).Write(Case(id));
}
