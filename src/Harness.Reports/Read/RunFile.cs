namespace Harness.Reports.Read;

/// <summary>A run read back from <c>results.ndjson</c>.</summary>
/// <param name="Name">The file, for messages.</param>
/// <param name="Problems">What is missing or damaged in it, for people; the run then counts as incomplete.</param>
public sealed record RunFile(string Name, CollectedRun Run, IReadOnlyList<string> Problems);
