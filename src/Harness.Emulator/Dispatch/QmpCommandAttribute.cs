namespace Harness.Emulator.Dispatch;

/// <summary>
/// Marks the method of a family that answers a command. Its shape is <c>Reply Name(Arguments)</c> or
/// <c>Reply Name(Arguments, Caller)</c>; any other, or a name that is no known command, stops start-up.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class QmpCommandAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
