namespace Harness.Emulator.State.Networking;

/// <summary>The host's end of a network connection.</summary>
internal sealed record NetworkBackend(string Id, string Type);
