using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Schema.Source;

namespace Harness.Schema.Examples.Json;

/// <summary>A documented JSON value with the place of each part, after repairs.</summary>
/// <param name="Span">Where it begins, with the length that it has on that line.</param>
internal abstract record ExampleValue(SourceSpan Span)
{
    /// <param name="Elided">Members were left out on purpose: what is missing is not known to be missing.</param>
    public sealed record Object(SourceSpan Span, IReadOnlyList<ExampleMember> Members, bool Elided) : ExampleValue(Span)
    {
        public ExampleValue? this[string name] => Member(name)?.Value;

        public ExampleMember? Member(string name) => Members.FirstOrDefault(m => m.Name == name);
    }

    public sealed record Array(SourceSpan Span, IReadOnlyList<ExampleValue> Items, bool Elided) : ExampleValue(Span);

    /// <param name="Raw">Between the quotes, escapes as written and valid.</param>
    public sealed record String(SourceSpan Span, string Value, string Raw) : ExampleValue(Span);

    /// <param name="Text">As JSON allows.</param>
    public sealed record Number(SourceSpan Span, string Text) : ExampleValue(Span);

    /// <param name="Value">Null for <c>null</c>.</param>
    public sealed record Word(SourceSpan Span, bool? Value) : ExampleValue(Span);

    public JsonValueKind Kind => this switch
    {
        Object => JsonValueKind.Object,
        Array => JsonValueKind.Array,
        String => JsonValueKind.String,
        Number => JsonValueKind.Number,
        Word { Value: true } => JsonValueKind.True,
        Word { Value: false } => JsonValueKind.False,
        Word => JsonValueKind.Null,
        _ => throw new UnreachableException(GetType().Name),
    };

    /// <summary>For messages: <c>an object</c>, <c>the string "a"</c>.</summary>
    public string Describe() => this switch
    {
        Object => "an object",
        Array => "an array",
        String s => $"the string \"{s.Raw}\"",
        Number n => $"the number {n.Text}",
        Word { Value: null } => "null",
        Word w => $"the boolean {(w.Value == true ? "true" : "false")}",
        _ => throw new UnreachableException(GetType().Name),
    };

    /// <summary>Strict JSON on one line.</summary>
    public string ToJson()
    {
        StringBuilder text = new();
        Write(text);
        return text.ToString();
    }

    private void Write(StringBuilder text)
    {
        switch (this)
        {
            case Object value:
                text.Append('{');
                foreach (ExampleMember member in value.Members)
                {
                    text.Append(text[^1] == '{' ? "" : ", ").Append('"').Append(member.RawName).Append("\": ");
                    member.Value.Write(text);
                }

                text.Append('}');
                break;
            case Array value:
                text.Append('[');
                foreach (ExampleValue item in value.Items)
                {
                    text.Append(text[^1] == '[' ? "" : ", ");
                    item.Write(text);
                }

                text.Append(']');
                break;
            case String value:
                text.Append('"').Append(value.Raw).Append('"');
                break;
            case Number value:
                text.Append(value.Text);
                break;
            case Word value:
                text.Append(value.Value switch { true => "true", false => "false", null => "null" });
                break;
            default:
                throw new UnreachableException(GetType().Name);
        }
    }
}

/// <param name="RawName">The name between its quotes, escapes as written and valid.</param>
internal sealed record ExampleMember(string Name, string RawName, SourceSpan NameSpan, ExampleValue Value);
