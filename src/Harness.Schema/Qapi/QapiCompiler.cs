using System.Security.Cryptography;
using System.Text;

using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Qapi.Resolve;
using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi;

/// <summary>A schema from its entry file: read the includes, check each definition, resolve them all. Reports everything, stops at nothing.</summary>
internal sealed class QapiCompiler(ISourceFiles files)
{
    private const int MaxFiles = 1000;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly List<Expression> _expressions = [];
    private readonly Pragmas _pragmas = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="name">What the user called the source.</param>
    public LoadResult Compile(string name, string entry)
    {
        if (!ReadFile(entry, null))
        {
            return new LoadResult(null, _diagnostics);
        }

        _pragmas.Legacy = _expressions.Any(e => IsLegacy(e.Tree));
        DefinitionReader reader = new(_pragmas, _diagnostics);
        List<DefinitionSyntax> definitions = [.. _expressions.Select(reader.Read).OfType<DefinitionSyntax>()];
        foreach (DefinitionSyntax definition in definitions.Where(d => d.Doc is { Symbol: { } symbol } && symbol != d.Name))
        {
            _diagnostics.Add(DocRules.WrongSymbol.At(definition.Doc!.Span, $"the documentation is for '{definition.Doc.Symbol}', the definition that follows is '{definition.Name}'", definition.Span, definition.Name));
        }

        string digest = "sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset());
        QmpSchema schema = new Resolver(definitions, _pragmas, _diagnostics).Resolve(name, digest);
        return new LoadResult(schema, _diagnostics);
    }

    private static bool IsLegacy(ObjectNode tree) =>
        tree["type"] is TextNode || (tree["union"] is not null && tree["discriminator"] is null or ObjectNode);

    private bool ReadFile(string path, SourceSpan? includedAt)
    {
        string? text = files.Read(path);
        if (text is null)
        {
            _diagnostics.Add(SyntaxRules.FileMissing.At(includedAt ?? new SourceSpan(path, 0, 0), $"can't read schema file '{path}'"));
            return false;
        }

        _seen.Add(path);
        _open.Add(path);
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (object item in new Parser(new SourceText(path, text), _diagnostics).ParseFile())
        {
            Take(item, path);
        }

        _open.Remove(path);
        return true;
    }

    private void Take(object item, string path)
    {
        if (item is DocBlock block)
        {
            if (block.Symbol is { } symbol)
            {
                _diagnostics.Add(DocRules.NoDefinition.At(block.Span, $"documentation for '{symbol}' is not followed by a definition", null, symbol));
            }

            return;
        }

        Expression expression = (Expression)item;
        bool directive = expression.Tree["include"] is not null || expression.Tree["pragma"] is not null;
        if (directive && expression.Doc is { Symbol: { } documented })
        {
            _diagnostics.Add(DocRules.NoDefinition.At(expression.Doc.Span, $"documentation for '{documented}' is not followed by a definition", expression.Tree.Span, documented));
        }

        if (expression.Tree["include"] is { } include)
        {
            Include(expression.Tree, include, path);
        }
        else if (expression.Tree["pragma"] is { } pragma)
        {
            Pragma(expression.Tree, pragma);
        }
        else
        {
            _expressions.Add(expression);
        }
    }

    private void Include(ObjectNode tree, Node include, string path)
    {
        if (tree.Properties.Count != 1 || include is not TextNode { Value.Length: > 0 } name || Path.IsPathRooted(name.Value))
        {
            _diagnostics.Add(SyntaxRules.BadInclude.At(include.Span, "an include is one relative file name and nothing else"));
            return;
        }

        string target = Normalise(path, name.Value);
        if (_open.Contains(target))
        {
            _diagnostics.Add(SyntaxRules.InclusionLoop.At(name.Span, $"inclusion loop for '{name.Value}'"));
        }
        else if (!_seen.Contains(target) && _seen.Count < MaxFiles)
        {
            ReadFile(target, name.Span);
        }
    }

    /// <summary>The included path beside the including one, with <c>..</c> taken out where that can be done on paper.</summary>
    private static string Normalise(string from, string name)
    {
        List<string> parts = [.. (Path.GetDirectoryName(from) ?? "").Replace('\\', '/').Split('/')];
        foreach (string part in name.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', from.StartsWith('/') ? parts : parts.SkipWhile(p => p.Length == 0));
    }

    private void Pragma(ObjectNode tree, Node pragma)
    {
        if (tree.Properties.Count != 1 || pragma is not ObjectNode settings)
        {
            _diagnostics.Add(SyntaxRules.BadPragma.At(pragma.Span, "a pragma is an object and nothing else"));
            return;
        }

        foreach (Property setting in settings.Properties)
        {
            if (setting is { Key: "doc-required", Value: BoolNode flag })
            {
                _pragmas.DocRequired = flag.Value;
            }
            else if (_pragmas.List(setting.Key) is { } names && setting.Value is ListNode list && list.Items.All(i => i is TextNode))
            {
                names.UnionWith(list.Items.Select(i => ((TextNode)i).Value));
            }
            else
            {
                _diagnostics.Add(SyntaxRules.BadPragma.At(setting.KeySpan, $"pragma '{setting.Key}' is unknown or has the wrong kind of value"));
            }
        }
    }
}
