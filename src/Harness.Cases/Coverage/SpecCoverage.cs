using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cases.Coverage;

/// <summary>
/// The commands, arguments, enum values and examples that a schema documents, and which of them a case exercises: what it sends,
/// read by the types of the schema. Members and values of a named type count once, whichever command reaches them.
/// </summary>
public sealed class SpecCoverage
{
    private readonly QmpSchema _schema;
    private readonly List<SpecElement> _elements = [];
    private readonly Dictionary<(SpecElementKind Kind, SourceSpan Span, string Name), int> _index = [];

    public SpecCoverage(QmpSchema schema)
    {
        _schema = schema;
        HashSet<SchemaType> seen = [];
        foreach (Command command in schema.Commands)
        {
            Add(SpecElementKind.Command, command.Name, command.Name, command.Definition.Span);
            AddType(command.Name, command.Arguments, seen);
            foreach (Example example in command.Examples)
            {
                Add(SpecElementKind.Example, command.Name, $"example {example.Index}", example.Span);
            }
        }
    }

    public IReadOnlyList<SpecElement> Elements => _elements;

    /// <summary>Indices of <see cref="Elements"/>, ascending.</summary>
    public IReadOnlyList<int> Of(Script script)
    {
        SortedSet<int> covered = [];
        if (script.Command is { } about && _schema.Command(about) is { } command)
        {
            Cover(covered, SpecElementKind.Command, command.Definition.Span, about);
            foreach (Example example in command.Examples.Where(e => script.Kind == CaseKind.Example && e.Span == script.Span))
            {
                Cover(covered, SpecElementKind.Example, example.Span, $"example {example.Index}");
            }
        }

        foreach ((string name, JsonElement arguments) in SentCommands.Requests(script.Steps))
        {
            if (_schema.Command(name) is { } sent)
            {
                Cover(covered, SpecElementKind.Command, sent.Definition.Span, name);
                CoverValue(covered, sent.Arguments, arguments);
            }
        }

        return [.. covered];
    }

    private void Add(SpecElementKind kind, string owner, string name, SourceSpan span)
    {
        if (span.Line > 0 && _index.TryAdd((kind, span, name), _elements.Count))
        {
            _elements.Add(new SpecElement(kind, owner, name, span));
        }
    }

    private void AddType(string owner, SchemaType type, HashSet<SchemaType> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        switch (type)
        {
            case ArrayType array:
                AddType(owner, array.Element, seen);
                break;
            case EnumType choice:
                foreach (EnumValue value in choice.Values)
                {
                    Add(SpecElementKind.Value, choice.Name, value.Name, value.Span);
                }

                break;
            case AlternateType alternate:
                AddMembers(alternate.Name, alternate.Arms, seen);
                break;
            case ObjectType members:
                string name = members.Definition?.Name ?? owner;
                AddMembers(name, members.AllMembers, seen);
                foreach (Branch branch in members.Variants?.Branches ?? [])
                {
                    AddType(branch.Type.Definition?.Name ?? name, branch.Type, seen);
                }

                break;
            default:
                break;
        }
    }

    private void AddMembers(string owner, IReadOnlyList<Member> members, HashSet<SchemaType> seen)
    {
        foreach (Member member in members)
        {
            Add(SpecElementKind.Argument, owner, member.Name, member.Span);
            AddType(owner, member.Type, seen);
        }
    }

    private void Cover(SortedSet<int> covered, SpecElementKind kind, SourceSpan span, string name)
    {
        if (_index.TryGetValue((kind, span, name), out int index))
        {
            covered.Add(index);
        }
    }

    private void CoverValue(SortedSet<int> covered, SchemaType type, JsonElement value)
    {
        switch (type, value.ValueKind)
        {
            case (ArrayType array, JsonValueKind.Array):
                foreach (JsonElement item in value.EnumerateArray())
                {
                    CoverValue(covered, array.Element, item);
                }

                break;
            case (EnumType choice, JsonValueKind.String):
                foreach (EnumValue named in choice.Values.Where(v => value.ValueEquals(v.Name)))
                {
                    Cover(covered, SpecElementKind.Value, named.Span, named.Name);
                }

                break;
            case (AlternateType alternate, _):
                foreach (Member arm in alternate.Arms.Where(a => Accepts(a.Type, value.ValueKind)))
                {
                    Cover(covered, SpecElementKind.Argument, arm.Span, arm.Name);
                    CoverValue(covered, arm.Type, value);
                }

                break;
            case (ObjectType members, JsonValueKind.Object):
                CoverMembers(covered, members, value);
                break;
            default:
                break;
        }
    }

    private void CoverMembers(SortedSet<int> covered, ObjectType type, JsonElement value)
    {
        foreach (Member member in type.AllMembers)
        {
            if (value.TryGetProperty(member.Name, out JsonElement given))
            {
                Cover(covered, SpecElementKind.Argument, member.Span, member.Name);
                CoverValue(covered, member.Type, given);
            }
        }

        if (type.Variants is { } variants
            && value.TryGetProperty(variants.Tag.Name, out JsonElement tag)
            && tag.ValueKind == JsonValueKind.String
            && variants.For(tag.GetString()!) is { } branch)
        {
            CoverMembers(covered, branch.Type, value);
        }
    }

    private static bool Accepts(SchemaType type, JsonValueKind kind) => (type, kind) switch
    {
        (ObjectType, JsonValueKind.Object) or (ArrayType, JsonValueKind.Array) or (EnumType, JsonValueKind.String) => true,
        (BuiltinType { Kind: BuiltinKind.String }, JsonValueKind.String) => true,
        (BuiltinType { Kind: BuiltinKind.Bool }, JsonValueKind.True or JsonValueKind.False) => true,
        (BuiltinType { Kind: BuiltinKind.Null }, JsonValueKind.Null) => true,
        (BuiltinType { IsInteger: true } or BuiltinType { Kind: BuiltinKind.Number }, JsonValueKind.Number) => true,
        _ => false,
    };
}
