namespace Harness.Emulator.State;

/// <summary>File descriptors that clients gave names; section <c>descriptors</c>: names of those that are there from the start.</summary>
internal sealed class NamedDescriptors(IEnumerable<string> names)
{
    private readonly HashSet<string> _names = [.. names];

    public bool Has(string name) => _names.Contains(name);
}
