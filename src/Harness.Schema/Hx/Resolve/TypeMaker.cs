using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Resolve;

/// <summary>Types from what the text of one command describes; where it is silent, from what its examples show.</summary>
/// <param name="command">Begins the names of the types.</param>
internal sealed class TypeMaker(string command, ExampleEvidence evidence, TypeNames names, DocumentedFacts facts)
{
    private readonly Dictionary<DocumentedMember, ObjectType> _objects = [];
    private readonly List<(ObjectType Copy, ObjectType Original)> _copies = [];

    /// <summary>The type of a described value with all that it contains.</summary>
    /// <param name="table">What the table says of the type; null where there is none.</param>
    public SchemaType Make(DocumentedMember value, BuiltinType? table)
    {
        SchemaType type = TypeOf(value, table);
        FinishCopies();
        return type;
    }

    /// <summary>Members of an object, each name once, with what the text says beyond their types.</summary>
    public IReadOnlyList<Member> Members(IEnumerable<DocumentedMember> described)
    {
        List<Member> members = [];
        foreach (IGrouping<string, DocumentedMember> same in described.Where(d => TypeNames.CanBeMember(d.Name)).GroupBy(d => d.Name))
        {
            DocumentedMember member = same.First();
            members.Add(Describe(member, TypeOf(member, null), member.Phrase.Optional));
        }

        return members;
    }

    /// <summary>A member of the model, with its facts kept beside.</summary>
    public Member Describe(DocumentedMember member, SchemaType type, bool optional)
    {
        Member made = new(member.Name, type, optional, member.Span, null, [], TextOf(member));
        bool checkable = member.Phrase.OnlyIf is { } condition && member.Parent?.Members.Any(m => m.Name == condition.Sibling) == true;
        if (checkable || member.Phrase.Values.Values.Count > 0)
        {
            facts.Add(made, new MemberFacts(member.Phrase.Values.Distinct, checkable ? member.Phrase.OnlyIf : null));
        }

        return made;
    }

    private SchemaType TypeOf(DocumentedMember member, BuiltinType? table)
    {
        if (member.IsArrayByLeadIn)
        {
            return ArrayLedIn(member);
        }

        if (table is not null && table != Builtins.Any)
        {
            return table == Builtins.Text ? TextOrEnum(member) : table;
        }

        switch (member.Phrase.Kind)
        {
            case PhraseKind.String:
                return TextOrEnum(member);
            case PhraseKind.Object:
                return ObjectOf(member);
            case PhraseKind.Array:
                return new ArrayType(Element(member));
            case PhraseKind.Named when member.Phrase.Values.Values.Count > 0:
                return TextOrEnum(member);
            case PhraseKind.Named or PhraseKind.None:
                return FromEvidence(member);
            default:
                return Builtins.OfPhrase(member.Phrase.Kind)!;
        }
    }

    /// <summary>Where no word tells the type the examples do; members that are described below it make it an object.</summary>
    private SchemaType FromEvidence(DocumentedMember member)
    {
        bool array = evidence.IsArrayAt(member.Path);
        if (member.Members.Any())
        {
            return array ? new ArrayType(ObjectOf(member)) : ObjectOf(member);
        }

        return array ? new ArrayType(Element(member)) : Builtins.OfValues(evidence.ValuesAt(member.Path)) ?? Builtins.Any;
    }

    private SchemaType Element(DocumentedMember member) =>
        member.Members.Any() || Reference(member) is not null
            ? ObjectOf(member)
            : Builtins.OfPhrase(member.Phrase.ElementKind) ?? Builtins.OfValues(evidence.ElementsAt(member.Path)) ?? Builtins.Any;

    /// <summary>In "keys array:" with the one bullet "key": a json-array, the bullet describes the array, not its elements.</summary>
    private ArrayType ArrayLedIn(DocumentedMember member) =>
        ArrayBullet.Of(member) is { } itself ? new ArrayType(Element(itself)) : new ArrayType(member.Members.Any() ? ObjectOf(member) : Builtins.Any);

    private SchemaType TextOrEnum(DocumentedMember member)
    {
        IReadOnlyList<string> values = member.Phrase.Values.Distinct;
        if (values.Count == 0 || !values.All(TypeNames.CanBeValue))
        {
            return Builtins.Text;
        }

        string? given = member.Phrase.Mentions.FirstOrDefault(m => m.Kind == PhraseKind.Named).Word;
        if (given is not null && names.Enum(given, values) is { } known)
        {
            return known;
        }

        string name = given is null ? names.Free([command, .. member.Path.Split('.')]) : names.Free(given);
        Definition definition = Define(name, member) with { Span = member.Phrase.Values.Values[0].Span, EndLine = member.Phrase.Values.Values[^1].Span.Line };
        EnumType type = new(name, definition, [.. values.Select(v => new EnumValue(v, member.Phrase.Values.Values.First(l => l.Text == v).Span, null, [], ""))]);
        names.Add(type);
        return type;
    }

    private SchemaType ObjectOf(DocumentedMember member)
    {
        if (_objects.TryGetValue(member, out ObjectType? known))
        {
            return known;
        }

        if (!member.Members.Any())
        {
            return Reference(member) ?? (SchemaType)Builtins.Any;
        }

        string name = member.Path.Length == 0 ? names.Free(command, "return") : names.Free([command, .. member.Path.Split('.')]);
        ObjectType type = new(name, Define(name, member));
        _objects.Add(member, type);
        names.Add(type);
        new FormResolver(this, names).Fill(type, member);
        return type;
    }

    /// <summary>An object whose members are described elsewhere: by recursion, by reference, or by a name that ends like an object around it.</summary>
    private ObjectType? Reference(DocumentedMember member)
    {
        string text = member.Bullet?.Text.Text ?? "";
        if (text.Contains("recursive", StringComparison.Ordinal) && member.Parent is { } around && _objects.TryGetValue(around, out ObjectType? original))
        {
            return Copy(original, member);
        }

        for (DocumentedMember? outer = member.Parent; outer is not null; outer = outer.Parent)
        {
            bool alike = outer.Name.Length > 0 && (member.Name.EndsWith($"-{outer.Name}", StringComparison.Ordinal) || member.Name.EndsWith($"_{outer.Name}", StringComparison.Ordinal));
            bool said = outer.Name.Length > 0 && LeadSubject.Fit(LeadSubject.Referred(text), outer.Name) > 0;
            if ((alike || said) && _objects.TryGetValue(outer, out ObjectType? found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>"Recursively the same": all of the members, none of which need be there.</summary>
    private ObjectType Copy(ObjectType original, DocumentedMember member)
    {
        string name = names.Free([command, .. member.Path.Split('.')]);
        ObjectType copy = new(name, Define(name, member));
        names.Add(copy);
        _copies.Add((copy, original));
        return copy;
    }

    private void FinishCopies()
    {
        foreach ((ObjectType copy, ObjectType original) in _copies)
        {
            copy.Members = [.. original.Members.Select(Loosen)];
        }

        _copies.Clear();
    }

    private Member Loosen(Member member)
    {
        Member loose = member with { Optional = true };
        if (facts.Of(member) is { } known)
        {
            facts.Add(loose, known);
        }

        return loose;
    }

    /// <summary>The definition of a type that the document describes without naming it.</summary>
    public Definition Define(string name, DocumentedMember member)
    {
        string body = member.Path.Length == 0 ? $"What {command} returns." : $"'{member.Path}' of {command}.";
        return new Definition(name, member.Span, member.Span.Line, new Documentation(member.Span, body, [], []), null, []);
    }

    private static string TextOf(DocumentedMember member) => member.Bullet?.Text.Text ?? "";
}
