using System.Text.Json;

using Harness.Emulator.State;
using Harness.Schema.Model;

namespace Harness.Emulator;

/// <summary>
/// The initial state of a machine, from a file:
/// <c>{ "description": TEXT, "for": [CASE…], "qemu": [ARGUMENT…], "state": { SECTION: … } }</c>, each member optional. Which
/// sections there are and what they hold is up to the classes of <c>State/</c>.
/// </summary>
public sealed class MachineDefinition
{
    private const int MaxCharacters = 16 * 1024 * 1024;

    private readonly JsonElement _state;

    private MachineDefinition(string path, MachineSection file, JsonElement state)
    {
        Path = path;
        _state = state;
        Description = file.String("description", "");
        Cases = file.Strings("for");
        QemuArguments = file.Has("qemu") ? file.Strings("qemu") : null;
    }

    /// <summary>The machine of a file that says nothing: it runs, and has what QEMU gives a machine without options.</summary>
    public static MachineDefinition Default { get; } = new("(default machine)", new MachineSection("(default machine)", "", default), default);

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    public string Description { get; }

    /// <summary>Ids of the cases that assume this machine.</summary>
    public IReadOnlyList<string> Cases { get; }

    /// <summary>Command line that builds the same state in a real QEMU; null where none does.</summary>
    public IReadOnlyList<string>? QemuArguments { get; }

    /// <summary>Reads a machine file, its state included.</summary>
    /// <param name="path">For messages.</param>
    /// <exception cref="MachineFormatException">The text is no machine: not JSON, an unknown section or member, a wrong value.</exception>
    public static MachineDefinition Parse(string json, string path)
    {
        if (json.Length > MaxCharacters)
        {
            throw new MachineFormatException($"{path}: a machine file has at most {MaxCharacters} characters");
        }

        JsonElement root = ParseJson(json, path);
        MachineSection file = new(path, "", root);
        JsonElement state = file.Json("state");
        MachineDefinition definition = new(path, file, state);
        file.End();
        _ = new Emulator(new QmpSchema("", [], [], [], ""), new EmulatorOptions { Machine = definition });
        return definition;
    }

    /// <summary>The state, to be read once by a machine that is built from it.</summary>
    internal MachineSection OpenState() => new(Path, "state", _state);

    private static JsonElement ParseJson(string json, string path)
    {
        try
        {
            JsonElement root = JsonElement.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
            return root.ValueKind == JsonValueKind.Object ? root : throw new MachineFormatException($"{path}: a machine is a JSON object");
        }
        catch (JsonException e)
        {
            // The reader knows no place for a member that is given twice; its message names the member.
            string place = e.LineNumber is { } line ? $":{line + 1}:{e.BytePositionInLine + 1}" : "";
            throw new MachineFormatException($"{path}{place}: {e.Message}", e);
        }
    }
}
