namespace Harness.Emulator.State;

/// <summary>A file descriptor that the emulator owns. It is held and closed; the emulator reads and writes none.</summary>
/// <param name="Number">Its number in the server.</param>
/// <param name="Close">Closes it; null where there is nothing to close.</param>
public sealed record HostDescriptor(long Number, Action? Close = null);
