using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Cases.Compile;

/// <summary>What a machine file says besides the state, which is the emulator's to read.</summary>
/// <param name="Cases">Ids of the cases that start from it, with their places in the file.</param>
internal sealed record MachineFile(MachineReference Reference, IReadOnlyList<(string Id, SourceSpan Span)> Cases);
