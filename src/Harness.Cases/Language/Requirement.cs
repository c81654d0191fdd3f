using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>One statement about a QMP server that can be held against it.</summary>
/// <param name="Id">Permanent; the cases that check it have this id, or one that begins with it and a full stop.</param>
/// <param name="Statement">What the server does, in our own words, as one sentence.</param>
/// <param name="Source">The clause that says so.</param>
/// <param name="Since">The version of QEMU from which on it holds.</param>
/// <param name="Span">The id in the catalogue.</param>
public sealed record Requirement(string Id, Level Level, string Statement, string Source, string Since, SourceSpan Span)
{
    /// <summary>True for a case that checks this requirement.</summary>
    public bool IsCheckedBy(string caseId) => caseId == Id || (caseId.StartsWith(Id, StringComparison.Ordinal) && caseId[Id.Length] == '.');
}
