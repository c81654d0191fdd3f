using System.Text;
using System.Text.Json;

using Harness.Schema.Source;

namespace Harness.Schema.Introspection;

/// <summary>The top-level JSON values of a text, as far as it is JSON.</summary>
internal sealed class JsonTree
{
    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, MaxDepth = 64 };

    private readonly byte[] _utf8;
    private readonly SourceText _source;

    private JsonTree(SourceText source, byte[] utf8)
    {
        _source = source;
        _utf8 = utf8;
    }

    public string File => _source.Path;

    public List<JsonNode> Values { get; } = [];

    public static JsonTree Read(SourceText source, List<Diagnostic> diagnostics)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(source.Text.TrimStart('\uFEFF'));
        JsonTree tree = new(source, utf8);
        Utf8JsonReader reader = new(utf8, Options);
        Stack<JsonNode> open = [];
        try
        {
            while (reader.Read())
            {
                tree.Take(ref reader, open);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string with half of a surrogate pair.
            int at = (int)reader.BytesConsumed;
            diagnostics.Add(IntrospectionRules.NotJson.At(tree.Span(at), $"no JSON behind byte {at}{(open.Count > 0 ? $", inside {open.Peek().Path}" : "")}: {Reason(e)}"));
        }

        foreach (JsonNode node in open)
        {
            node.IsComplete = false;
        }

        return tree;
    }

    public SourceSpan Span(JsonNode node) => Span(node.ByteOffset);

    private static string Reason(Exception e)
    {
        int end = e.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }

    private void Take(ref Utf8JsonReader reader, Stack<JsonNode> open)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                string name = reader.GetString()!;
                reader.Read();
                Value(ref reader, open, name);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                open.Pop();
                break;
            default:
                Value(ref reader, open, null);
                break;
        }
    }

    private void Value(ref Utf8JsonReader reader, Stack<JsonNode> open, string? name)
    {
        JsonNode? parent = open.Count > 0 ? open.Peek() : null;
        JsonNode node = new(Kind(reader.TokenType), (int)reader.TokenStartIndex, parent, name)
        {
            Text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.StartObject or JsonTokenType.StartArray => "",
                _ => Encoding.UTF8.GetString(reader.ValueSpan),
            },
        };
        if (parent is null)
        {
            Values.Add(node);
        }
        else
        {
            parent.Add(node);
        }

        if (node.Kind is JsonKind.Object or JsonKind.Array)
        {
            open.Push(node);
        }
    }

    private static JsonKind Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonKind.Object,
        JsonTokenType.StartArray => JsonKind.Array,
        JsonTokenType.String => JsonKind.Text,
        _ => JsonKind.Other,
    };

    private SourceSpan Span(int byteOffset)
    {
        int mark = _source.Text.Length > 0 && _source.Text[0] == '\uFEFF' ? 1 : 0;
        return _source.Span(Encoding.UTF8.GetCharCount(_utf8, 0, Math.Min(byteOffset, _utf8.Length)) + mark);
    }
}
