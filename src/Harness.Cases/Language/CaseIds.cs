using Harness.Cases.Run;

namespace Harness.Cases.Language;

/// <summary>What the words of a case id say.</summary>
public static class CaseIds
{
    private static readonly Dictionary<string, CaseKind> Kinds = new(StringComparer.Ordinal)
    {
        ["surface"] = CaseKind.Surface,
        ["args"] = CaseKind.Args,
        ["returns"] = CaseKind.Returns,
        ["example"] = CaseKind.Example,
        ["behaviour"] = CaseKind.Behaviour,
        ["fuzz"] = CaseKind.Fuzz,
    };

    /// <summary>The kind that an id says: <c>qmp.…</c> is about the protocol, of others the first word is the kind; null for what is no id.</summary>
    public static CaseKind? KindOf(string id) =>
        id.StartsWith("qmp.", StringComparison.Ordinal) ? CaseKind.Protocol
        : id.IndexOf('/', StringComparison.Ordinal) is > 0 and int slash && Kinds.TryGetValue(id[..slash], out CaseKind kind) ? kind
        : null;

    /// <summary>The command that an id is about: its second word; null for cases about the protocol.</summary>
    public static string? CommandOf(string id) => KindOf(id) is null or CaseKind.Protocol ? null : id.Split('/')[1];

    /// <summary>Why a text is no id, for people; null for one that is.</summary>
    internal static string? Trouble(string id) => id switch
    {
        "" => "'case' must be followed by an id, e.g. 'case qmp.negotiation.gate'",
        _ when id.AsSpan().ContainsAnyExceptInRange('!', '~') || id.AsSpan().IndexOfAny("#\"\\") >= 0 =>
            $"'{id}' is no id: it is one word of printable ASCII without # \" and \\",
        _ when KindOf(id) is null => $"'{id}' does not say what kind of case it is: it must begin with qmp. or {string.Join(", ", Kinds.Keys.Select(k => k + "/"))}",
        _ when id.Split('/', '.').Any(word => word.Length == 0) => $"'{id}' has an empty word",
        _ => null,
    };
}
