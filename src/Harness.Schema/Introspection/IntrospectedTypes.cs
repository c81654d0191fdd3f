using Harness.Schema.Model;

namespace Harness.Schema.Introspection;

/// <summary>The types of a reply. Their names are masked, so they are known by what they hold.</summary>
internal sealed class IntrospectedTypes(Entries entries)
{
    private readonly Dictionary<string, SchemaType> _types = new(StringComparer.Ordinal);
    private readonly HashSet<string> _openArrays = new(StringComparer.Ordinal);

    /// <summary>Reads all types; those with names of their own come back in the order of the reply.</summary>
    public List<SchemaType> DeclareAll()
    {
        List<SchemaType> named =
        [
            .. entries.Of("enum").Select(e => new EnumType(Name(e), entries.Definition(e), Values(e))),
            .. entries.Of("object").Select(e => new ObjectType(Name(e), entries.Definition(e))),
            .. entries.Of("alternate").Select(e => new AlternateType(Name(e), entries.Definition(e))),
        ];
        named.ForEach(t => _types.Add(t.Name, t));
        foreach (JsonNode entry in entries.Of("builtin"))
        {
            _types.Add(Name(entry), new BuiltinType(Name(entry), Builtin(entry)));
        }

        Fill();
        return [.. named.OrderBy(t => entries.Named(t.Name)!.ByteOffset)];
    }

    /// <summary>The type that a member of an entry names; null, and reported, when there is none.</summary>
    public SchemaType? Find(JsonNode entry, string member) => entries.Text(entry, member) is { } name ? Find(entry, member, name) : null;

    /// <summary>The object type that a member names; an empty one, and reported, when it is none.</summary>
    public ObjectType Data(JsonNode entry, string member)
    {
        SchemaType? type = Find(entry, member);
        if (type is not null and not ObjectType)
        {
            entries.Report(IntrospectionRules.WrongType, entry, $"'{member}' is '{type}', which is no object type");
        }

        return type as ObjectType ?? new ObjectType($"{Name(entry)}-{member}", null);
    }

    private static string Name(JsonNode entry) => entry["name"]!.Text;

    private void Fill()
    {
        foreach (JsonNode entry in entries.Of("array"))
        {
            Find(entry, "name", Name(entry));
        }

        foreach (JsonNode entry in entries.Of("alternate"))
        {
            ((AlternateType)_types[Name(entry)]).Arms = [.. entries.Array(entry, "members").Select(a => Member(a, Find(a, "type"), "")).OfType<Member>()];
        }

        foreach (JsonNode entry in entries.Of("object"))
        {
            ((ObjectType)_types[Name(entry)]).Members = Members(entry);
        }

        foreach (JsonNode entry in entries.Of("object").Where(e => e["tag"] is not null || e["variants"] is not null))
        {
            ((ObjectType)_types[Name(entry)]).Variants = Variants(entry, (ObjectType)_types[Name(entry)]);
        }

        RecursionBreaker recursion = entries.Recursion();
        foreach (JsonNode entry in entries.Of("object"))
        {
            recursion.BreakBranches((ObjectType)_types[Name(entry)]);
        }
    }

    private SchemaType? Find(JsonNode entry, string member, string name)
    {
        if (_types.TryGetValue(name, out SchemaType? known))
        {
            return known;
        }

        if (entries.Named(name) is not { } target || target["meta-type"]!.Text != "array")
        {
            entries.Report(IntrospectionRules.UnknownType, entry, $"'{member}' is '{name}', which no entry describes as a type");
            return null;
        }

        if (!_openArrays.Add(name))
        {
            entries.Report(IntrospectionRules.Recursion, target, $"array '{name}' contains itself");
            return null;
        }

        // Without its element the array would be lost at every use; reported once, it is an array of anything.
        SchemaType element = Find(target, "element-type") ?? new BuiltinType("any", BuiltinKind.Any);
        _openArrays.Remove(name);
        return _types[name] = new ArrayType(element);
    }

    private BuiltinKind Builtin(JsonNode entry)
    {
        string? kind = entries.Text(entry, "json-type");
        switch (kind)
        {
            case "string":
                return BuiltinKind.String;
            case "number":
                return BuiltinKind.Number;
            case "int":
                return BuiltinKind.Int;
            case "boolean":
                return BuiltinKind.Bool;
            case "null":
                return BuiltinKind.Null;
            case null or "value" or "object" or "array":
                return BuiltinKind.Any;
            default:
                entries.Report(IntrospectionRules.BadMember, entry, $"'json-type' is '{kind}', which no JSON value is");
                return BuiltinKind.Any;
        }
    }

    /// <summary>Today's <c>members</c>, which have features, or the <c>values</c> of before 6.2.</summary>
    private List<EnumValue> Values(JsonNode entry)
    {
        if (entry["members"] is null)
        {
            return entries.Unique(entries.Array(entry, "values").Where(v => entries.IsText(v, "a value"))
                .Select(v => (v.Text, v, new EnumValue(v.Text, entries.Span(v), null, [], ""))));
        }

        return entries.Unique(
            from value in entries.Array(entry, "members")
            let name = entries.Text(value, "name")
            where name is not null
            select (name, value, new EnumValue(name, entries.Span(value), null, entries.Features(value), "")));
    }

    private List<Member> Members(JsonNode entry) => entries.Unique(
        from node in entries.Array(entry, "members")
        let name = entries.Text(node, "name")
        let member = name is null ? null : Member(node, Find(node, "type"), name)
        where member is not null
        select (name, node, member));

    /// <summary>A member with a default is optional, whatever the default is.</summary>
    private Member? Member(JsonNode node, SchemaType? type, string name) =>
        type is null ? null : new Member(name, type, node["default"] is not null, entries.Span(node), null, entries.Features(node), "");

    private Variants? Variants(JsonNode entry, ObjectType target)
    {
        if (entries.Text(entry, "tag") is not { } name)
        {
            return null;
        }

        Member? tag = target.Members.FirstOrDefault(m => m.Name == name);
        if (tag is not { Type: EnumType values, Optional: false })
        {
            entries.Report(IntrospectionRules.BadVariants, entry, $"tag '{name}' is no mandatory member of an enum type");
            return null;
        }

        return new Variants(tag, entries.Unique(
            from node in entries.Array(entry, "variants")
            let branch = Branch(node, values)
            where branch is not null
            select (branch.TagValue, node, branch)));
    }

    private Branch? Branch(JsonNode node, EnumType values)
    {
        if (entries.Text(node, "case") is not { } value)
        {
            return null;
        }

        if (values.Values.All(v => v.Name != value))
        {
            entries.Report(IntrospectionRules.BadVariants, node, $"case '{value}' is no value of the tag's enum '{values}'");
            return null;
        }

        SchemaType? type = Find(node, "type");
        if (type is not null and not ObjectType)
        {
            entries.Report(IntrospectionRules.WrongType, node, $"case '{value}' is of type '{type}', which is no object type");
        }

        return type is ObjectType fields ? new Branch(value, fields, entries.Span(node), null) : null;
    }
}
