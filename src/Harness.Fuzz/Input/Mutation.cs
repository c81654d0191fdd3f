namespace Harness.Fuzz.Input;

/// <summary>One change that was made on purpose to a request that had been valid.</summary>
/// <param name="Operator">Its word: <c>drop</c>, <c>retype</c>, <c>split</c>, …</param>
/// <param name="Path">The place: <c>arguments.device</c>; <c>bytes[17]</c> on the wire.</param>
/// <param name="Before">JSON or bytes as text; null where there was nothing.</param>
/// <param name="After">JSON or bytes as text; null where nothing is left.</param>
public sealed record Mutation(string Operator, string Path, string? Before, string? After);
