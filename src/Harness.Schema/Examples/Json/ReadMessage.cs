using Harness.Schema.Source;

namespace Harness.Schema.Examples.Json;

/// <summary>A documented message, read.</summary>
/// <param name="Value">Null only where nothing could be made of it.</param>
/// <param name="Elided">Something was left out on purpose.</param>
/// <param name="Diagnostics">One for each repair.</param>
internal sealed record ReadMessage(ExampleValue? Value, bool Elided, IReadOnlyList<Diagnostic> Diagnostics);
