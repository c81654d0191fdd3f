namespace Harness.Emulator.Commands.Human;

/// <summary>A command of the human monitor, or a topic of its <c>info</c>.</summary>
/// <param name="Names">All its names, joined by <c>|</c>.</param>
/// <param name="Help">What it does, as <c>help</c> tells it.</param>
/// <param name="Run">Executes it and gives the lines that it prints.</param>
internal sealed record HumanCommand(string Names, string Help, Func<HumanCall, IEnumerable<string>> Run, params IReadOnlyList<HumanParameter> Parameters)
{
    /// <summary>The line of <c>help</c>.</summary>
    public string Usage => $"{Names} {string.Join(' ', Parameters.Select(p => p.Usage))} -- {Help}";

    /// <summary>A command that is a QMP command, whose arguments have the names of the parameters.</summary>
    public static HumanCommand Of(string names, string command, string help, params IReadOnlyList<HumanParameter> parameters) =>
        new(names, help, call => call.Do(command, call.Values), parameters);

    public bool IsCalled(string name) => Names.Split('|').Contains(name, StringComparer.Ordinal);
}
