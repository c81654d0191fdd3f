using Harness.Schema.Model;

namespace Harness.Schema.Hx.Import;

/// <summary>Which command needs which named types, so that a type is written before the first command that has it.</summary>
internal sealed class TypeUse
{
    private readonly Dictionary<Command, List<SchemaType>> _first = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SchemaType> _seen = new(ReferenceEqualityComparer.Instance);

    public TypeUse(QmpSchema schema)
    {
        foreach (Command command in schema.Commands)
        {
            List<SchemaType> used = _first[command] = [];
            VisitMembers(command.Arguments, used);
            if (command.Returns is { } returns)
            {
                Visit(returns, used);
            }
        }
    }

    /// <summary>In an order in which most types stand before those that contain them.</summary>
    public IReadOnlyList<SchemaType> FirstUsedBy(Command command) => _first[command];

    private void Visit(SchemaType type, List<SchemaType> used)
    {
        if (type is ArrayType array)
        {
            Visit(array.Element, used);
        }
        else if (type is not BuiltinType && _seen.Add(type))
        {
            if (type is ObjectType members)
            {
                VisitMembers(members, used);
            }

            used.Add(type);
        }
    }

    private void VisitMembers(ObjectType type, List<SchemaType> used)
    {
        foreach (Member member in type.Members)
        {
            Visit(member.Type, used);
        }

        foreach (Branch branch in type.Variants?.Branches ?? [])
        {
            Visit(branch.Type, used);
        }
    }
}
