namespace Harness.Emulator;

/// <summary>A machine file is not one. The message names file, place and what was expected there.</summary>
public sealed class MachineFormatException : FormatException
{
    public MachineFormatException(string message)
        : base(message)
    {
    }

    public MachineFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public MachineFormatException()
    {
    }
}
