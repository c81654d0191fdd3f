using System.Text.Json;

namespace Harness.Cases.Verify;

/// <summary>A message of the server as a second reader sees it.</summary>
/// <param name="Raw">The server's own bytes, without white space around them.</param>
/// <param name="Value">Undefined when <paramref name="Why"/> is set.</param>
/// <param name="Why">Why the bytes are no message, for people; null for a message.</param>
internal readonly record struct ReceivedMessage(ReadOnlyMemory<byte> Raw, JsonElement Value, string? Why);
