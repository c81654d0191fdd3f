using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>An entry of the dispatch table.</summary>
/// <param name="Span">Its opening bracket.</param>
/// <param name="Fields">In source order, each name once.</param>
internal sealed record HxEntry(
    string Name,
    SourceSpan NameSpan,
    SourceSpan Span,
    int EndLine,
    Condition? If,
    IReadOnlyList<HxField> Fields,
    IReadOnlyList<TableArgument> Arguments)
{
    public HxField? Field(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

/// <param name="Name">Without the leading dot: <c>args_type</c>, <c>mhandler.cmd_new</c>.</param>
/// <param name="Value">Adjacent strings joined, without quotes; of anything else the words.</param>
internal sealed record HxField(string Name, SourceSpan Span, LineText Value, bool IsString);

/// <summary>An argument of <c>args_type</c>.</summary>
/// <param name="Code">The letter; <c>-</c> for a flag.</param>
internal sealed record TableArgument(string Name, char Code, bool Optional, SourceSpan Span)
{
    /// <summary>The list itself: the name is that of the list, not of an argument.</summary>
    public bool IsOpenList => Code == 'O';

    /// <summary>What the code is on the wire, for messages.</summary>
    public string TypeName => Code switch
    {
        's' or 'B' or 'F' => "string",
        'i' or 'l' or 'o' or 'M' => "integer",
        'T' => "number",
        'b' or '-' => "boolean",
        _ => "any value",
    };
}
