using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

internal enum TableTokenKind
{
    OpenBrace,
    CloseBrace,
    Comma,
    Equals,

    /// <summary><c>.name</c> or <c>.mhandler.cmd_new</c>, without the first dot.</summary>
    Field,

    /// <summary>Without its quotes.</summary>
    String,
    Word,
    Other,
}

/// <param name="Line">The token's text at its place.</param>
/// <param name="LineIndex">Index of its line in the block.</param>
internal readonly record struct TableToken(TableTokenKind Kind, SourceLine Line, int LineIndex)
{
    public string Text => Line.Text;
}
