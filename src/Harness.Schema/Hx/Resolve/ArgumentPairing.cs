using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;

namespace Harness.Schema.Hx.Resolve;

internal enum PairKind
{
    SameName,

    /// <summary>One is a slip of the pen away from the other.</summary>
    NearName,

    /// <summary>The only two that are left over, and of types that fit.</summary>
    LeftOver,

    TableOnly,
    ProseOnly,
}

/// <summary>An argument of the table and the text that describes it; either may be missing.</summary>
internal sealed record ArgumentPair(PairKind Kind, TableArgument? Table, DocumentedMember? Prose)
{
    /// <summary>Pairs in the order of the table, then what only the text has. The name of an open list is no argument.</summary>
    public static IReadOnlyList<ArgumentPair> Match(HxEntry entry, DocumentedMember arguments)
    {
        List<TableArgument> table = [.. entry.Arguments.Where(a => !a.IsOpenList)];
        List<DocumentedMember> prose = [.. arguments.Members.DistinctBy(m => m.Name)];
        Dictionary<TableArgument, (PairKind Kind, DocumentedMember Prose)> found = [];
        foreach (TableArgument argument in table.Where(a => prose.Exists(p => p.Name == a.Name)))
        {
            Take(argument, PairKind.SameName, prose.First(p => p.Name == argument.Name));
        }

        foreach (TableArgument argument in table.Where(a => !found.ContainsKey(a)))
        {
            if (NearName.Find(argument.Name, prose.Select(p => p.Name)) is { } near)
            {
                Take(argument, PairKind.NearName, prose.First(p => p.Name == near));
            }
        }

        List<TableArgument> rest = [.. table.Where(a => !found.ContainsKey(a))];
        if (rest.Count == 1 && prose.Count == 1 && entry.Arguments.Count == table.Count && Fits(rest[0], prose[0]))
        {
            Take(rest[0], PairKind.LeftOver, prose[0]);
        }

        return
        [
            .. table.Select(a => found.TryGetValue(a, out (PairKind Kind, DocumentedMember Prose) p) ? new ArgumentPair(p.Kind, a, p.Prose) : new ArgumentPair(PairKind.TableOnly, a, null)),
            .. prose.Select(p => new ArgumentPair(PairKind.ProseOnly, null, p)),
        ];

        void Take(TableArgument argument, PairKind kind, DocumentedMember member)
        {
            found[argument] = (kind, member);
            prose.Remove(member);
        }
    }

    /// <summary>True where the text's type can be the table's.</summary>
    public static bool Fits(TableArgument table, DocumentedMember prose) => prose.Phrase.Kind switch
    {
        PhraseKind.String => table.Code is 's' or 'B' or 'F' or 'q',
        PhraseKind.Integer => table.Code is 'i' or 'l' or 'o' or 'M' or 'T' or 'q',
        PhraseKind.Number => table.Code is 'T' or 'q',
        PhraseKind.Boolean => table.Code is 'b' or '-' or 'q',
        PhraseKind.Object or PhraseKind.Array or PhraseKind.Null => table.Code is 'q',
        PhraseKind.Named or PhraseKind.None => true,
        _ => throw new System.Diagnostics.UnreachableException(prose.Phrase.Kind.ToString()),
    };
}
