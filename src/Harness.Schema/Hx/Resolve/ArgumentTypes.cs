using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Model;

namespace Harness.Schema.Hx.Resolve;

/// <summary>The arguments of a command: names and presence from the table, and what the text adds to their types.</summary>
internal sealed class ArgumentTypes(TypeNames names, DocumentedFacts facts)
{
    public ObjectType Make(HxEntry entry, HxPage? page)
    {
        bool open = entry.Arguments.Any(a => a.IsOpenList);
        List<Member> members = [];
        if (page is null)
        {
            members.AddRange(entry.Arguments.Where(a => !a.IsOpenList).Select(a => new Member(a.Name, Builtins.OfCode(a.Code), a.Optional, a.Span, null, [], "")));
        }
        else
        {
            TypeMaker types = new(entry.Name, ExampleEvidence.OfRequests(page.Exchanges, entry.Name), names, facts);
            members.AddRange(ArgumentPair.Match(entry, page.Arguments).Select(p => Make(types, p, open)).OfType<Member>());
        }

        return new ObjectType($"{entry.Name}-arg", null) { Members = members, IsOpen = open };
    }

    /// <summary>What only the text has is an argument where the table is open, and a mistake elsewhere.</summary>
    private static Member? Make(TypeMaker types, ArgumentPair pair, bool open) => pair switch
    {
        { Table: { } table, Prose: null } => new Member(table.Name, Builtins.OfCode(table.Code), table.Optional, table.Span, null, [], ""),
        { Table: { } table, Prose: { } prose } => types.Describe(prose, types.Make(prose, Builtins.OfCode(table.Code)), table.Optional) with { Name = table.Name },
        { Table: null, Prose: { } prose } when open && TypeNames.CanBeMember(prose.Name) => types.Describe(prose, types.Make(prose, null), prose.Phrase.Optional),
        _ => null,
    };
}
