namespace Harness.Cases.Run;

/// <summary>An initial state by name: a file <c>fixtures/machines/NAME.json</c>.</summary>
/// <param name="Path">The file; null for the built-in default machine.</param>
/// <param name="QemuArguments">Command line that builds the same state in a real QEMU; null where none does.</param>
public sealed record MachineReference(string Name, string? Path, IReadOnlyList<string>? QemuArguments)
{
    public static MachineReference Default { get; } = new("default", null, []);
}
