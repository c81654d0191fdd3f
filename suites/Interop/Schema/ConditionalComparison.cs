using Harness.Schema.Model;

namespace Harness.Interop.Schema;

/// <summary>
/// Walks a source schema and an introspected one together. What only the source has must be conditional; whatever else differs is
/// unexplained.
/// </summary>
internal sealed class ConditionalComparison
{
    private readonly HashSet<(SchemaType Source, SchemaType Binary)> _seen = [];

    /// <summary>What the binary lacks, with the condition that explains it.</summary>
    public List<string> Conditional { get; } = [];

    public List<string> Unexplained { get; } = [];

    /// <summary>Commands and events that both have.</summary>
    public int Compared { get; private set; }

    public void Compare(QmpSchema source, QmpSchema binary)
    {
        foreach (Command command in source.Commands)
        {
            if (Has(binary.Command(command.Name), command.Name, command.Definition.If) is { } theirs)
            {
                Same(command.Name, Features(command.Definition), Features(theirs.Definition));
                Same(command.Name, command.AllowOutOfBand, theirs.AllowOutOfBand);
                Types(command.Name, command.Arguments, theirs.Arguments);
                Types(command.Name, command.Returns ?? new ObjectType("empty", null), theirs.Returns ?? new ObjectType("empty", null));
            }
        }

        foreach (Event item in source.Events)
        {
            if (Has(binary.Event(item.Name), item.Name, item.Definition.If) is { } theirs)
            {
                Same(item.Name, Features(item.Definition), Features(theirs.Definition));
                Types(item.Name, item.Data, theirs.Data);
            }
        }

        Only(binary.Commands.Select(c => c.Name).Except(source.Commands.Select(c => c.Name)));
        Only(binary.Events.Select(e => e.Name).Except(source.Events.Select(e => e.Name)));
    }

    private static string Features(Definition definition) => string.Join(' ', definition.Features.Where(f => f.If is null).Select(f => f.Name).Order(StringComparer.Ordinal));

    private T? Has<T>(T? found, string name, Condition? condition)
        where T : class
    {
        Compared += found is null ? 0 : 1;
        if (found is null)
        {
            Absent(name, condition);
        }

        return found;
    }

    private void Absent(string what, Condition? condition)
    {
        if (condition is null)
        {
            Unexplained.Add($"{what} is missing in the binary");
        }
        else
        {
            Conditional.Add($"{what} if {condition}");
        }
    }

    private void Only(IEnumerable<string> names) => Unexplained.AddRange(names.Select(n => $"{n} is only in the binary"));

    private void Same<T>(string what, T source, T binary)
    {
        if (!Equals(source, binary))
        {
            Unexplained.Add($"{what}: {source} in the source, {binary} in the binary");
        }
    }

    private void Types(string path, SchemaType source, SchemaType binary)
    {
        if (!_seen.Add((source, binary)))
        {
            return;
        }

        switch (source, binary)
        {
            case (BuiltinType { IsInteger: true }, BuiltinType { IsInteger: true }):
                break;
            case (BuiltinType a, BuiltinType b):
                Same(path, a.Kind, b.Kind);
                break;
            case (ArrayType a, ArrayType b):
                Types($"{path}[]", a.Element, b.Element);
                break;
            case (EnumType a, EnumType b):
                HashSet<string> values = [.. b.Values.Select(v => v.Name)];
                a.Values.Where(v => !values.Contains(v.Name)).ToList().ForEach(v => Absent($"{a} value {v.Name}", v.If));
                Only(values.Except(a.Values.Select(v => v.Name)).Select(v => $"{path}: value {v}"));
                break;
            case (AlternateType a, AlternateType b):
                Same(path, a.Arms.Count, b.Arms.Count);
                a.Arms.Zip(b.Arms).ToList().ForEach(p => Types($"{path}|{p.First.Name}", p.First.Type, p.Second.Type));
                break;
            case (ObjectType a, ObjectType b):
                Objects(path, a, b);
                break;
            default:
                Unexplained.Add($"{path}: {source.GetType().Name} {source} in the source, {binary.GetType().Name} in the binary");
                break;
        }
    }

    private void Objects(string path, ObjectType source, ObjectType binary)
    {
        Dictionary<string, Member> theirs = binary.AllMembers.ToDictionary(m => m.Name);
        foreach (Member member in source.AllMembers)
        {
            string place = $"{path}.{member.Name}";
            if (!theirs.TryGetValue(member.Name, out Member? other))
            {
                Absent($"{source} member {member.Name}", member.If);
                continue;
            }

            Same(place, member.Optional, other.Optional);
            Same(place, string.Join(' ', member.Features.Select(f => f.Name)), string.Join(' ', other.Features.Select(f => f.Name)));
            Types(place, member.Type, other.Type);
        }

        Only(theirs.Keys.Except(source.AllMembers.Select(m => m.Name)).Select(m => $"{path}.{m}"));
        Same($"{path} tag", source.Variants?.Tag.Name, binary.Variants?.Tag.Name);
        foreach (EnumValue value in (binary.Variants?.Tag.Type as EnumType)?.Values ?? [])
        {
            ObjectType nothing = new("empty", null);
            Types($"{path}<{value.Name}>", source.Variants?.For(value.Name)?.Type ?? nothing, binary.Variants!.For(value.Name)?.Type ?? nothing);
        }
    }
}
