using Harness.Schema.Qapi.Docs;

namespace Harness.Schema.Qapi.Syntax;

/// <summary>What stands at the top level of a file.</summary>
internal abstract record TopLevel
{
    /// <param name="Doc">The documentation block directly before it.</param>
    /// <param name="EndLine">1-based line of the closing brace.</param>
    public sealed record Expression(ObjectNode Tree, DocBlock? Doc, int EndLine) : TopLevel;

    /// <summary>A documentation block that no expression follows.</summary>
    public sealed record LooseDoc(DocBlock Doc) : TopLevel;
}
