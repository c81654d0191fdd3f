using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Examples;

/// <summary>What prose says beyond types. A schema in the QAPI language has none of it.</summary>
internal sealed class DocumentedFacts
{
    private readonly Dictionary<Member, MemberFacts> _members = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Command> _openDescribed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Command, ReturnsDescribed> _returns = new(ReferenceEqualityComparer.Instance);

    public static DocumentedFacts None { get; } = new();

    public MemberFacts? Of(Member member) => _members.GetValueOrDefault(member);

    public void Add(Member member, MemberFacts facts) => _members[member] = facts;

    /// <summary>How far the reply of a command is described; in full where nothing else was said.</summary>
    public ReturnsDescribed Returns(Command command) => _returns.GetValueOrDefault(command, ReturnsDescribed.InFull);

    public void SetReturns(Command command, ReturnsDescribed how) => _returns[command] = how;

    /// <summary>True where the text leaves further arguments to the reader's imagination on purpose, or is no prose at all.</summary>
    public bool AllowsFurtherArguments(Command command) => !_openDescribed.Contains(command);

    public void CloseArguments(Command command) => _openDescribed.Add(command);
}

internal enum ReturnsDescribed
{
    /// <summary>Members and types, or by being empty.</summary>
    InFull,

    /// <summary>Only a type is named, which is reported where it is named.</summary>
    ByName,

    /// <summary>No text says what comes back.</summary>
    Nowhere,
}

/// <param name="Values">The documented values; empty when any will do.</param>
/// <param name="OnlyIf">The condition under which the member may be present; null when there is none that can be checked.</param>
internal sealed record MemberFacts(IReadOnlyList<string> Values, PresenceCondition? OnlyIf);

/// <param name="Sibling">A member of the same object.</param>
/// <param name="Value">The string that it must have; null when it must be true.</param>
internal sealed record PresenceCondition(string Sibling, string? Value, SourceSpan Span);
