namespace Harness.Emulator.State;

/// <summary>A file descriptor that the emulator owns.</summary>
/// <param name="Number">Its number in the server.</param>
/// <param name="Close">Closes it; null for one of a machine file, which the host does not have.</param>
internal sealed record HostDescriptor(long Number, Action? Close = null);
