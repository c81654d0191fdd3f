using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harness.Emulator.Commands.Human;

/// <summary>One command of the human monitor about to be executed.</summary>
/// <param name="Values">Its arguments by name, in the shape that QMP commands take them. Those that were left out are absent.</param>
internal sealed record HumanCall(HumanSession Session, JsonObject Values)
{
    public string? Text(string name) => Values[name]?.GetValue<string>();

    public bool Flag(string name) => Values[name] is not null;

    /// <summary>The result of a QMP command.</summary>
    public JsonElement Ask(string query, JsonObject? arguments = null) => Session.Qmp.Run(query, arguments);

    /// <summary>The elements of the array that a QMP command gives.</summary>
    public IEnumerable<JsonElement> List(string query, JsonObject? arguments = null) => Ask(query, arguments).EnumerateArray();

    /// <summary>Executes a QMP command that has nothing to say.</summary>
    public string[] Do(string command, JsonObject? arguments = null)
    {
        Session.Qmp.Run(command, arguments);
        return [];
    }
}
