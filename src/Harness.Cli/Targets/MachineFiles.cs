using System.Collections.Concurrent;

using Harness.Emulator;

namespace Harness.Cli.Targets;

/// <summary>Machine files of the emulator, each read once.</summary>
internal sealed class MachineFiles
{
    private readonly ConcurrentDictionary<string, MachineDefinition> _known = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">It cannot be read, or is no machine.</exception>
    public MachineDefinition Read(string path) => _known.GetOrAdd(path, static p =>
    {
        try
        {
            return MachineDefinition.Parse(File.ReadAllText(p), p);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read the machine file '{p}': {e.Message}", e);
        }
        catch (MachineFormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    });
}
