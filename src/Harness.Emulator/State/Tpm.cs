using Harness.Emulator.Output;

namespace Harness.Emulator.State;

/// <summary>
/// Trusted platform modules, and those that can be had; section <c>tpm</c>: <c>{ "models": [ … ], "types": [ … ], "modules":
/// [ { "id", "model", "type", "path", "cancel-path" } ] }</c>.
/// </summary>
internal sealed class Tpm
{
    public Tpm(MachineSection section)
    {
        Models = section.Has("models") ? section.Strings("models") : ["tpm-tis"];
        Types = section.Has("types") ? section.Strings("types") : ["passthrough"];
        Modules = [.. section.Objects("modules").Select(Read)];
    }

    public IReadOnlyList<string> Models { get; }

    /// <summary>Ways to provide a module.</summary>
    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<TpmModule> Modules { get; }

    private TpmModule Read(MachineSection section)
    {
        TpmModule module = new(
            section.RequiredString("id"),
            section.String("model", "tpm-tis"),
            section.String("type", "passthrough"),
            section.OptionalString("path"),
            section.OptionalString("cancel-path"));
        return !Models.Contains(module.Model) ? throw section.Wrong("model", "a model that there is")
            : !Types.Contains(module.Type) ? throw section.Wrong("type", "a type that there is")
            : module;
    }
}

/// <param name="Type">How it is provided.</param>
/// <param name="Path">The host's file for it; null where none was given.</param>
/// <param name="CancelPath">The host's file by which its command is cancelled; null where none was given.</param>
internal sealed record TpmModule(string Id, string Model, string Type, string? Path, string? CancelPath)
{
    /// <summary>Writes the members of QAPI <c>TPMInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.String("id", Id);
        data.String("model", Model);
        data.BeginObject("options");
        data.String("type", Type);
        data.BeginObject("data");
        data.OptionalString("path", Path);
        data.OptionalString("cancel-path", CancelPath);
        data.EndObject();
        data.EndObject();
    }
}
