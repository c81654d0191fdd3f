using Harness.Schema.Examples.Json;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Resolve;

/// <summary>
/// Return types of commands whose text does not describe them, from the replies that their examples show. Nothing there is
/// promised: every member is optional.
/// </summary>
internal sealed class ExampleTypes(string command, ExampleEvidence evidence, TypeNames names)
{
    /// <summary>Null when the examples show nothing but an empty object.</summary>
    public SchemaType? Infer()
    {
        bool nothing = evidence.ValuesAt("").All(v => v is ExampleValue.Object { Members.Count: 0 });
        return nothing ? null : TypeAt("");
    }

    private SchemaType TypeAt(string path)
    {
        IReadOnlyList<ExampleValue> values = evidence.ValuesAt(path);
        if (values.All(v => v is ExampleValue.Array))
        {
            List<ExampleValue> elements = [.. evidence.ElementsAt(path)];
            return new ArrayType(elements.Count > 0 && elements.All(e => e is ExampleValue.Object) ? ObjectAt(path) : Builtins.OfValues(elements) ?? Builtins.Any);
        }

        bool objects = values.All(v => v is ExampleValue.Object) && evidence.MembersAt(path).Count > 0;
        return objects ? ObjectAt(path) : Builtins.OfValues(values) ?? Builtins.Any;
    }

    private SchemaType ObjectAt(string path)
    {
        IReadOnlyList<string> shown = evidence.MembersAt(path);
        if (shown.Count == 0 || !shown.All(TypeNames.CanBeMember))
        {
            return Builtins.Any;
        }

        string name = path.Length == 0 ? names.Free(command, "return") : names.Free([command, .. path.Split('.')]);
        SourceSpan span = evidence.ObjectsAt(path).First().Span;
        string body = path.Length == 0 ? $"What {command} returns, as its examples show." : $"'{path}' of what {command} returns, as its examples show.";
        ObjectType type = new(name, new Definition(name, span, span.Line, new Documentation(span, body, [], []), null, []));
        names.Add(type);
        type.Members = [.. shown.Select(m => new Member(m, TypeAt(path.Length == 0 ? m : $"{path}.{m}"), true, evidence.ObjectsAt(path).Select(o => o.Member(m)).First(f => f is not null)!.NameSpan, null, [], ""))];
        return type;
    }
}
