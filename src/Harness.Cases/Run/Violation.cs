namespace Harness.Cases.Run;

/// <summary>A message, or bytes that are none, that must not stand where they stand.</summary>
internal sealed record Violation(string Why, ReadOnlyMemory<byte> Raw);
