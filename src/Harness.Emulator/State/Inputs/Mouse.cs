using Harness.Emulator.Output;

namespace Harness.Emulator.State.Inputs;

/// <summary>A mouse, or another device that moves the pointer.</summary>
/// <param name="IsCurrent">It gets the input.</param>
/// <param name="IsAbsolute">It tells places, not moves.</param>
internal sealed record Mouse(string Name, long Index, bool IsCurrent, bool IsAbsolute)
{
    public static Mouse Read(MachineSection section, int index) => new(
        section.RequiredString("name"), section.Int("index", index, 0), section.Bool("current", index == 0), section.Bool("absolute", false));

    /// <summary>Writes the members of QAPI <c>MouseInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.String("name", Name);
        data.Int("index", Index);
        data.Bool("current", IsCurrent);
        data.Bool("absolute", IsAbsolute);
    }
}
