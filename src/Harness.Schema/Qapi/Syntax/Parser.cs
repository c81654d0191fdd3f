using Harness.Schema.Qapi.Docs;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Syntax;

/// <summary>One file: text to top-level expressions with their documentation. After an error it goes on at the next expression.</summary>
internal sealed class Parser
{
    private const int MaxDepth = 64;

    private readonly SourceText _source;
    private readonly List<Diagnostic> _diagnostics;
    private readonly Lexer _lexer;
    private Token _token;
    private int _previousEnd;
    private int _depth;

    public Parser(SourceText source, List<Diagnostic> diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _lexer = new Lexer(source, diagnostics);
    }

    /// <summary>Expressions in order; free-form documentation blocks come as blocks without an expression.</summary>
    public IReadOnlyList<object> ParseFile()
    {
        List<object> items = [];
        DocBlock? pending = null;
        Advance(docMarks: true);
        while (_token.Kind != TokenKind.End)
        {
            if (_token.Kind == TokenKind.DocMark)
            {
                Flush(items, pending);
                pending = ParseDoc();
            }
            else if (ParseExpression(pending) is { } expression)
            {
                items.Add(expression);
                pending = null;
            }
        }

        Flush(items, pending);
        return items;
    }

    private static void Flush(List<object> items, DocBlock? pending)
    {
        if (pending is not null)
        {
            items.Add(pending);
        }
    }

    private DocBlock ParseDoc()
    {
        DocBlock block = DocBlock.Read(_source, _source.LineAt(_token.Offset), _diagnostics);
        _lexer.MoveTo(block.EndOffset);
        Advance(docMarks: true);
        return block;
    }

    private Expression? ParseExpression(DocBlock? doc)
    {
        if (_token is not { Kind: TokenKind.Punctuation, Punctuation: '{' })
        {
            _diagnostics.Add(SyntaxRules.NotAnExpression.At(Here(), $"expected '{{' at the start of an expression, found {Name(_token)}"));
            Recover();
            return null;
        }

        _depth = 0;
        if (ParseValue() is not ObjectNode tree)
        {
            Recover();
            return null;
        }

        Expression expression = new(tree, doc, _source.LineAt(_previousEnd));
        return expression;
    }

    private Node? ParseValue()
    {
        if (++_depth > MaxDepth)
        {
            _diagnostics.Add(SyntaxRules.NestedTooDeep.At(Here(), $"nested deeper than {MaxDepth} levels"));
            return null;
        }

        Node? node = _token switch
        {
            { Kind: TokenKind.Punctuation, Punctuation: '{' } => ParseObject(),
            { Kind: TokenKind.Punctuation, Punctuation: '[' } => ParseList(),
            { Kind: TokenKind.Text } => Take(t => new TextNode(t.Text, _source.Span(t.Offset, t.Length))),
            { Kind: TokenKind.True or TokenKind.False } => Take(t => new BoolNode(t.Kind == TokenKind.True, _source.Span(t.Offset, t.Length))),
            _ => Expected("'{', '[', string or boolean"),
        };
        _depth--;
        return node;
    }

    private ObjectNode? ParseObject()
    {
        SourceSpan span = Here();
        List<Property> properties = [];
        Advance();
        if (TryPunctuation('}', top: _depth == 1))
        {
            return new ObjectNode(properties, span);
        }

        do
        {
            if (_token.Kind != TokenKind.Text)
            {
                Expected(properties.Count == 0 ? "string or '}'" : "string");
                return null;
            }

            Token key = _token;
            Advance();
            if (!TryPunctuation(':'))
            {
                Expected("':'");
                return null;
            }

            if (ParseValue() is not { } value)
            {
                return null;
            }

            AddProperty(properties, new Property(key.Text, _source.Span(key.Offset, key.Length), value));
        }
        while (TryPunctuation(','));

        return TryPunctuation('}', top: _depth == 1) ? new ObjectNode(properties, span) : Expected("',' or '}'") as ObjectNode;
    }

    private void AddProperty(List<Property> properties, Property property)
    {
        if (properties.FirstOrDefault(p => p.Key == property.Key) is { } first)
        {
            _diagnostics.Add(SyntaxRules.DuplicateKey.At(property.KeySpan, $"duplicate key '{property.Key}'", first.KeySpan));
        }
        else
        {
            properties.Add(property);
        }
    }

    private ListNode? ParseList()
    {
        SourceSpan span = Here();
        List<Node> items = [];
        Advance();
        if (TryPunctuation(']'))
        {
            return new ListNode(items, span);
        }

        do
        {
            if (ParseValue() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (TryPunctuation(','));

        return TryPunctuation(']') ? new ListNode(items, span) : Expected("',' or ']'") as ListNode;
    }

    private bool TryPunctuation(char c, bool top = false)
    {
        if (_token.Kind != TokenKind.Punctuation || _token.Punctuation != c)
        {
            return false;
        }

        Advance(docMarks: top);
        return true;
    }

    private Node Take(Func<Token, Node> make)
    {
        Node node = make(_token);
        Advance();
        return node;
    }

    private Node? Expected(string what)
    {
        _diagnostics.Add(SyntaxRules.UnexpectedToken.At(Here(), $"expected {what}, found {Name(_token)}"));
        return null;
    }

    /// <summary>Skips to a place where an expression can begin: a brace or documentation mark in the first column.</summary>
    private void Recover()
    {
        do
        {
            Advance(docMarks: true);
        }
        while (_token.Kind != TokenKind.End
            && !(_token is { Kind: TokenKind.DocMark } or { Kind: TokenKind.Punctuation, Punctuation: '{' } && Here().Column == 1));
    }

    private void Advance(bool docMarks = false)
    {
        _previousEnd = _token.Offset;
        _token = _lexer.Next(docMarks);
    }

    private SourceSpan Here() => _source.Span(_token.Offset, _token.Length);

    private static string Name(Token token) => token.Kind == TokenKind.End ? "end of file" : $"'{token.Text}'";
}
