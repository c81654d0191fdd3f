using System.Security.Cryptography;
using System.Text;

using Harness.Schema.Qapi.Check;
using Harness.Schema.Qapi.Docs;
using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi;

/// <summary>The files of a schema: follows includes, obeys pragmas, collects the definitions in the order of the whole.</summary>
internal sealed class SourceReader(ISourceFiles files, Pragmas pragmas, List<Diagnostic> diagnostics) : IDisposable
{
    private const int MaxFiles = 1000;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];
    private readonly List<TopLevel.Expression> _definitions = [];
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public IReadOnlyList<TopLevel.Expression> Definitions => _definitions;

    /// <summary><c>sha256:…</c> over the bytes of the files in include order; asking for it starts a new one.</summary>
    public string TakeDigest() => "sha256:" + Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <summary>Reads the entry file and all that it includes; false when the entry file cannot be read.</summary>
    public bool TryRead(string entry) => ReadFile(entry, new SourceSpan(entry, 0, 0));

    public void Dispose() => _hash.Dispose();

    private bool ReadFile(string path, SourceSpan namedAt)
    {
        if (files.Read(path) is not { } text)
        {
            diagnostics.Add(SyntaxRules.FileMissing.At(namedAt, $"can't read schema file '{path}'"));
            return false;
        }

        _seen.Add(path);
        _open.Add(path);
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (TopLevel item in new Parser(new SourceText(path, text), diagnostics).ParseFile())
        {
            Take(item, path);
        }

        _open.Remove(path);
        return true;
    }

    private void Take(TopLevel item, string path)
    {
        switch (item)
        {
            case TopLevel.LooseDoc loose:
                RefuseDoc(loose.Doc);
                break;
            case TopLevel.Expression { Tree: var tree, Doc: var doc } when tree.Find("include") is { } include:
                RefuseDoc(doc);
                Include(tree, include, path);
                break;
            case TopLevel.Expression { Tree: var tree, Doc: var doc } when tree.Find("pragma") is { } pragma:
                RefuseDoc(doc);
                pragmas.Obey(tree, pragma, diagnostics);
                break;
            case TopLevel.Expression definition:
                _definitions.Add(definition);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(item.ToString());
        }
    }

    private void RefuseDoc(DocBlock? doc)
    {
        if (doc?.Symbol is { } symbol)
        {
            diagnostics.Add(DocRules.NoDefinition.At(doc.Span, $"documentation for '{symbol}' is not followed by a definition", null, symbol));
        }
        else if (doc is not null)
        {
            doc.CheckFreeForm(diagnostics);
        }
    }

    private void Include(ObjectNode tree, Property include, string path)
    {
        if (tree.Properties.Count != 1 || include.Value is not TextNode { Value.Length: > 0 } name || Path.IsPathRooted(name.Value))
        {
            diagnostics.Add(SyntaxRules.BadInclude.At(include.KeySpan, "an include is one relative file name and nothing else"));
            return;
        }

        string target = Beside(path, name.Value);
        if (_open.Contains(target))
        {
            diagnostics.Add(SyntaxRules.InclusionLoop.At(include.KeySpan, $"inclusion loop: '{name.Value}' is being read, by {string.Join(" → ", _open)}"));
        }
        else if (_seen.Count >= MaxFiles)
        {
            diagnostics.Add(SyntaxRules.FileMissing.At(include.KeySpan, $"'{name.Value}' is not read: a schema has at most {MaxFiles} files"));
        }
        else if (!_seen.Contains(target))
        {
            ReadFile(target, include.KeySpan);
        }
    }

    /// <summary>The included path beside the including one, with <c>..</c> taken out where that can be done on paper.</summary>
    private static string Beside(string from, string name)
    {
        int slash = from.LastIndexOf('/');
        List<string> parts = slash < 0 ? [] : [.. from[..slash].Split('/')];
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

        return string.Join('/', parts);
    }
}
