using Harness.Schema.Model;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

internal enum DefinitionKind
{
    Enum,
    Struct,
    Union,
    Alternate,
    Command,
    Event,
}

/// <summary>A definition whose shape is checked and whose type names are not resolved.</summary>
internal sealed record DefinitionSyntax(DefinitionKind Kind, string Name, SourceSpan Span, int EndLine, DocBlock? Doc)
{
    public Condition? If { get; init; }

    public IReadOnlyList<FeatureSyntax> Features { get; init; } = [];

    public IReadOnlyList<MemberSyntax> Members { get; init; } = [];

    /// <summary>A type name in the place of members: <c>'data': 'Type'</c>, <c>'base': 'Type'</c> of data or base.</summary>
    public TypeSyntax? Data { get; init; }

    public TypeSyntax? Base { get; init; }

    /// <summary>Members of a base that stands inline.</summary>
    public IReadOnlyList<MemberSyntax>? BaseMembers { get; init; }

    public string? Discriminator { get; init; }

    public SourceSpan DiscriminatorSpan { get; init; }

    public TypeSyntax? Returns { get; init; }

    public bool Generated { get; init; } = true;

    public bool Boxed { get; init; }

    public bool SuccessResponse { get; init; } = true;

    public bool AllowOutOfBand { get; init; }

    public bool AllowPreconfig { get; init; }

    public IReadOnlyList<EnumValueSyntax> Values { get; init; } = [];

    public string KindWord => Kind.ToString().ToLowerInvariant();

    /// <summary>What a message calls it: <c>struct 'Name'</c>.</summary>
    public string Label => $"{KindWord} '{Name}'";
}

internal sealed record FeatureSyntax(string Name, SourceSpan Span, Condition? If);

internal sealed record EnumValueSyntax(string Name, SourceSpan Span, Condition? If, IReadOnlyList<FeatureSyntax> Features);

/// <param name="Inline">Members of a nested object that old schemas may have in the place of a type name.</param>
internal sealed record TypeSyntax(string Name, bool IsArray, SourceSpan Span, IReadOnlyList<MemberSyntax>? Inline = null)
{
    public override string ToString() => IsArray ? $"['{Name}']" : Name;
}

internal sealed record MemberSyntax(string Name, bool Optional, TypeSyntax Type, SourceSpan Span, Condition? If, IReadOnlyList<FeatureSyntax> Features);
