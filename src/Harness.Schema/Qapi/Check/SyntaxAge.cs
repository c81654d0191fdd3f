using Harness.Schema.Qapi.Syntax;

namespace Harness.Schema.Qapi.Check;

/// <summary>How old the syntax of a schema is. What is written tells; no file says so.</summary>
internal enum SyntaxAge
{
    /// <summary>
    /// Before 2.4, told by <c>'type'</c> for <c>'struct'</c>: members may have nested objects as types, unions a base but no
    /// discriminator.
    /// </summary>
    TypeKey,

    /// <summary>Before 6.1, told by unions without discriminator: rules for names and return types came later.</summary>
    SimpleUnions,

    Current,
}

internal static class SyntaxAges
{
    public static SyntaxAge Of(IReadOnlyList<TopLevel.Expression> definitions)
    {
        if (definitions.Any(d => d.Tree["type"] is TextNode))
        {
            return SyntaxAge.TypeKey;
        }

        return definitions.Any(d => IsSimpleUnion(d.Tree)) ? SyntaxAge.SimpleUnions : SyntaxAge.Current;
    }

    private static bool IsSimpleUnion(ObjectNode tree) =>
        tree["union"] is not null && tree["base"] is null && tree["discriminator"] is null or ObjectNode { Properties.Count: 0 };
}
