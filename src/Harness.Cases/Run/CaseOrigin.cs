using Harness.Cases.Language;
using Harness.Schema.Source;

namespace Harness.Cases.Run;

/// <summary>Where a case comes from, so that a report can show it without the spec.</summary>
/// <param name="Ordinal">0-based place among all cases of the spec, the same in every shard.</param>
/// <param name="Statement">The statement's place: a clause of the protocol, or a command and argument.</param>
/// <param name="Text">The case as <c>.case</c> text.</param>
/// <param name="Covers">Indices of the elements of the spec's outline that it exercises.</param>
public sealed record CaseOrigin(int Ordinal, Level Level, string Statement, string Machine, SourceSpan Span, string Text, IReadOnlyList<int> Covers);
