using System.Globalization;
using System.Text;

using Harness.Schema.Model;

namespace Harness.Unit.Schema;

/// <summary>
/// What a schema looks like on the wire, as text that knows nothing of type names: each command and event with its types spelled
/// out, members and values sorted, integers one type, a type met again by the number of its first place.
/// </summary>
internal sealed class ShapeDump
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<SchemaType, int> _seen = new(ReferenceEqualityComparer.Instance);

    public static IReadOnlyDictionary<string, string> Write(QmpSchema schema)
    {
        SortedDictionary<string, string> shapes = new(StringComparer.Ordinal);
        foreach (Command command in schema.Commands)
        {
            string flags = $"{(command.AllowOutOfBand ? " oob" : "")}{Features(command.Definition.Features)}";
            shapes.Add(command.Name, $"command{flags} {Shape(command.Arguments)} -> {(command.Returns is null ? "{}" : Shape(command.Returns))}");
        }

        foreach (Event item in schema.Events)
        {
            shapes.Add(item.Name, $"event{Features(item.Definition.Features)} {Shape(item.Data)}");
        }

        return shapes;
    }

    private static string Shape(SchemaType type)
    {
        ShapeDump dump = new();
        dump.Type(type);
        return dump._text.ToString();
    }

    private static string Features(IReadOnlyList<Feature> features) =>
        string.Concat(features.Select(f => f.Name).Order(StringComparer.Ordinal).Select(f => $" +{f}"));

    private void Type(SchemaType type)
    {
        switch (type)
        {
            case BuiltinType builtin:
                _text.Append(builtin.IsInteger ? "int" : builtin.Kind.ToString().ToLowerInvariant());
                break;
            case ArrayType array:
                _text.Append('[');
                Type(array.Element);
                _text.Append(']');
                break;
            case ObjectType { Definition: null, IsOpen: true, AllMembers.Count: 0 } when _text.Length > 0:
                _text.Append("any");
                break;
            default:
                if (!_seen.TryAdd(type, _seen.Count))
                {
                    _text.Append(CultureInfo.InvariantCulture, $"#{_seen[type]}");
                    break;
                }

                Named(type);
                break;
        }
    }

    private void Named(SchemaType type)
    {
        switch (type)
        {
            case EnumType values:
                _text.Append('(').AppendJoin('|', values.Values.OrderBy(v => v.Name, StringComparer.Ordinal).Select(v => v.Name + Features(v.Features))).Append(')');
                break;
            case AlternateType alternate:
                _text.Append('<');
                foreach (Member arm in alternate.Arms)
                {
                    Type(arm.Type);
                    _text.Append('|');
                }

                _text.Append('>');
                break;
            case ObjectType target:
                _text.Append('{');
                foreach (Member member in target.AllMembers.OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    _text.Append(CultureInfo.InvariantCulture, $"{member.Name}{(member.Optional ? "?" : "")}{Features(member.Features)}: ");
                    Type(member.Type);
                    _text.Append(", ");
                }

                Branches(target);
                _text.Append('}');
                break;
            default:
                throw new System.Diagnostics.UnreachableException(type.GetType().Name);
        }
    }

    private void Branches(ObjectType target)
    {
        if (target.Variants is not { } variants)
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"by {variants.Tag.Name} ");
        foreach (Branch branch in variants.Branches.Where(b => !b.Type.IsEmpty).OrderBy(b => b.TagValue, StringComparer.Ordinal))
        {
            _text.Append(CultureInfo.InvariantCulture, $"{branch.TagValue} ");
            Type(branch.Type);
        }
    }
}
