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
    private int _previous;
    private int _depth;

    public Parser(SourceText source, List<Diagnostic> diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
        _lexer = new Lexer(source, diagnostics);
    }

    public IReadOnlyList<TopLevel> ParseFile()
    {
        List<TopLevel> items = [];
        DocBlock? pending = null;
        Advance();
        while (_token.Kind != TokenKind.End)
        {
            if (_token.Kind == TokenKind.DocMark)
            {
                Flush(items, pending);
                pending = ParseDoc();
            }
            else
            {
                if (ParseExpression(pending) is { } expression)
                {
                    items.Add(expression);
                }

                // A block before a broken expression belonged to it.
                pending = null;
            }
        }

        Flush(items, pending);
        return items;
    }

    private static void Flush(List<TopLevel> items, DocBlock? pending)
    {
        if (pending is not null)
        {
            items.Add(new TopLevel.LooseDoc(pending));
        }
    }

    private DocBlock ParseDoc()
    {
        DocBlock block = DocBlock.Read(_source, _source.LineAt(_token.Offset), _diagnostics);
        _lexer.MoveTo(block.EndOffset);
        Advance();
        return block;
    }

    private TopLevel.Expression? ParseExpression(DocBlock? doc)
    {
        if (_token.Kind != TokenKind.OpenBrace)
        {
            Report(SyntaxRules.NotAnExpression, $"expected '{{' at the start of an expression, found {Found()}");
            Recover();
            return null;
        }

        _depth = 0;
        if (ParseValue() is ObjectNode tree)
        {
            return new TopLevel.Expression(tree, doc, _source.LineAt(_previous));
        }

        Recover();
        return null;
    }

    private Node? ParseValue()
    {
        if (++_depth > MaxDepth)
        {
            Report(SyntaxRules.NestedTooDeep, $"nested deeper than {MaxDepth} levels");
            return null;
        }

        Node? node = _token.Kind switch
        {
            TokenKind.OpenBrace => ParseObject(),
            TokenKind.OpenBracket => ParseList(),
            TokenKind.Text => new TextNode(_token.Text!, TakeSpan()),
            TokenKind.True => new BoolNode(true, TakeSpan()),
            TokenKind.False => new BoolNode(false, TakeSpan()),
            _ => Expected("'{', '[', string or boolean"),
        };
        _depth--;
        return node;
    }

    private ObjectNode? ParseObject()
    {
        SourceSpan span = TakeSpan();
        List<Property> properties = [];
        if (TryTake(TokenKind.CloseBrace))
        {
            return new ObjectNode(properties, span);
        }

        do
        {
            if (ParseProperty(properties.Count == 0) is not { } property)
            {
                return null;
            }

            AddProperty(properties, property);
        }
        while (TryTake(TokenKind.Comma));

        return TryTake(TokenKind.CloseBrace) ? new ObjectNode(properties, span) : (ObjectNode?)Expected("',' or '}'");
    }

    private Property? ParseProperty(bool first)
    {
        if (_token is not { Kind: TokenKind.Text, Text: { } key })
        {
            Expected(first ? "string or '}'" : "string");
            return null;
        }

        SourceSpan keySpan = TakeSpan();
        if (!TryTake(TokenKind.Colon))
        {
            Expected("':'");
            return null;
        }

        return ParseValue() is { } value ? new Property(key, keySpan, value) : null;
    }

    private void AddProperty(List<Property> properties, Property property)
    {
        foreach (Property first in properties)
        {
            if (first.Key == property.Key)
            {
                _diagnostics.Add(SyntaxRules.DuplicateKey.At(property.KeySpan, $"duplicate key '{property.Key}'", first.KeySpan));
                return;
            }
        }

        properties.Add(property);
    }

    private ListNode? ParseList()
    {
        SourceSpan span = TakeSpan();
        List<Node> items = [];
        if (TryTake(TokenKind.CloseBracket))
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
        while (TryTake(TokenKind.Comma));

        return TryTake(TokenKind.CloseBracket) ? new ListNode(items, span) : (ListNode?)Expected("',' or ']'");
    }

    private bool TryTake(TokenKind kind)
    {
        if (_token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private SourceSpan TakeSpan()
    {
        SourceSpan span = Here();
        Advance();
        return span;
    }

    private Node? Expected(string what)
    {
        Report(SyntaxRules.UnexpectedToken, $"expected {what}, found {Found()}");
        return null;
    }

    /// <summary>Goes on to a place where an expression can begin: a brace in the first column, or a documentation mark.</summary>
    private void Recover()
    {
        while (_token.Kind is not (TokenKind.End or TokenKind.DocMark) && !(_token.Kind == TokenKind.OpenBrace && Here().Column == 1))
        {
            Advance();
        }
    }

    private void Advance()
    {
        _previous = _token.Offset;
        _token = _lexer.Next();
        while (_token.Kind == TokenKind.DocMark && Here().Column > 1)
        {
            Report(DocRules.Junk, "'##' begins a documentation block and stands alone on its line; a comment begins with one '#'");
            _token = _lexer.Next();
        }
    }

    private SourceSpan Here() => _source.Span(_token.Offset, _token.Length);

    private void Report(Rule rule, string message) => _diagnostics.Add(rule.At(Here(), message));

    private string Found() => _token.Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.DocMark => "a documentation mark '##'",
        TokenKind.Text => $"'{_token.Text}'",
        _ => $"'{_source.Text.AsSpan(_token.Offset, _token.Length)}'",
    };
}
