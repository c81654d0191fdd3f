namespace Harness.Emulator.State;

/// <summary>
/// Numbers of descriptors that exist in the emulated server alone: those of a machine file, and those that a client in the same process
/// sends. As in a kernel, a new one gets the least number that is free.
/// </summary>
internal sealed class DescriptorNumbers
{
    /// <summary>0, 1 and 2 are a program's standard streams.</summary>
    private const long First = 3;

    private readonly HashSet<long> _used = [];

    /// <summary>A new descriptor.</summary>
    public HostDescriptor Open()
    {
        long number = First;
        while (_used.Contains(number))
        {
            number++;
        }

        return Open(number);
    }

    /// <summary>A descriptor with the number that a machine file gives it.</summary>
    public HostDescriptor Open(long number)
    {
        _used.Add(number);
        return new HostDescriptor(number, () => _used.Remove(number));
    }
}
