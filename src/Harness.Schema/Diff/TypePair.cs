using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Diff;

/// <summary>Two types in the same place.</summary>
internal readonly record struct TypePair(SchemaType From, SchemaType To, Direction Direction)
{
    /// <summary>
    /// Whether both are definitions of one kind: then a change between them is the same change wherever they are used. That a
    /// member became an <c>int</c> says nothing of another member that did.
    /// </summary>
    public bool IsShared => (From, To) is
        (EnumType, EnumType) or (AlternateType, AlternateType) or (ObjectType { Definition: not null }, ObjectType { Definition: not null });
}

/// <summary>Where a change is: below what, and in which lines of the two schemas.</summary>
internal readonly record struct Place(string Path, SourceSpan From, SourceSpan To);

/// <summary>A change with its place below the pair that was compared.</summary>
internal sealed record LocalChange(ChangeKind Kind, string Path, string? From, string? To, SourceSpan FromSpan, SourceSpan ToSpan);

/// <summary>What the comparison of a pair found: changes of its own, and shared pairs below it.</summary>
internal sealed class PairResult
{
    public List<LocalChange> Changes { get; } = [];

    public List<(string Path, TypePair Pair)> Below { get; } = [];

    public void Add(ChangeKind kind, Place place, string? from, string? to) =>
        Changes.Add(new LocalChange(kind, place.Path, from, to, place.From, place.To));
}
