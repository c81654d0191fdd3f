namespace Harness.Schema.Qapi.Check;

/// <summary>What the pragmas of a schema allow. They hold for the whole schema, wherever they stand.</summary>
internal sealed class Pragmas
{
    /// <summary>
    /// The schema uses syntax of before 6.1 (<c>type</c>, unions without discriminator): the rules for names and return types
    /// came later and do not bind it.
    /// </summary>
    public bool Legacy { get; set; }

    public bool DocRequired { get; set; }

    public HashSet<string> CommandNames { get; } = new(StringComparer.Ordinal);

    public HashSet<string> CommandReturns { get; } = new(StringComparer.Ordinal);

    public HashSet<string> MemberNames { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Undocumented { get; } = new(StringComparer.Ordinal);

    /// <summary>The list that a pragma adds to, by today's names and those of older versions; null for an unknown one.</summary>
    public HashSet<string>? List(string name) => name switch
    {
        "command-name-exceptions" => CommandNames,
        "command-returns-exceptions" or "returns-whitelist" => CommandReturns,
        "member-name-exceptions" or "name-case-whitelist" => MemberNames,
        "documentation-exceptions" => Undocumented,
        _ => null,
    };
}
