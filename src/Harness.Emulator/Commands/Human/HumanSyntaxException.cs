namespace Harness.Emulator.Commands.Human;

/// <summary>A person has typed a command wrongly.</summary>
/// <param name="message">Without the command's name.</param>
/// <param name="namesCommand">Whether the command's name stands before it where it is printed.</param>
internal sealed class HumanSyntaxException(string message, bool namesCommand = false) : Exception(message)
{
    public bool NamesCommand { get; } = namesCommand;
}
