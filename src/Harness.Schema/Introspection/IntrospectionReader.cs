using System.Security.Cryptography;
using System.Text;

using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Introspection;

/// <summary>
/// A reply of <c>query-qmp-schema</c>, live or saved, as a schema: "Client JSON Protocol introspection" of the QAPI language.
/// What is damaged is reported and left out.
/// </summary>
internal sealed class IntrospectionReader
{
    private readonly Entries _entries;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly IntrospectedTypes _types;

    private IntrospectionReader(JsonTree tree)
    {
        _entries = new Entries(tree, _diagnostics);
        _types = new IntrospectedTypes(_entries);
    }

    /// <param name="text">The bare array, the reply that has it as <c>return</c>, or a recorded conversation with such a reply.</param>
    public static LoadResult Read(string name, SourceText text)
    {
        List<Diagnostic> syntax = [];
        JsonTree tree = JsonTree.Read(text, syntax);
        IntrospectionReader reader = new(tree);
        reader._diagnostics.AddRange(syntax);
        if (reader.Find(tree) is not { } schema)
        {
            return new LoadResult(null, reader._diagnostics);
        }

        string digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Text)));
        return new LoadResult(reader.Schema(name, digest, schema), reader._diagnostics);
    }

    /// <summary>Whether a text is JSON rather than QAPI, whose strings have single quotes.</summary>
    public static bool LooksLike(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart('\uFEFF').TrimStart();
        return (start is ['[', .. var items] && items.TrimStart() is not ['\'', ..]) || (start is ['{', .. var rest] && rest.TrimStart() is ['"', ..]);
    }

    private JsonNode? Find(JsonTree tree)
    {
        foreach (JsonNode value in tree.Values)
        {
            JsonNode? candidate = value.Kind == JsonKind.Object ? value["return"] : value;
            if (candidate is { Kind: JsonKind.Array } && (candidate.Children.Count == 0 || candidate.Children[0]["meta-type"] is not null))
            {
                return candidate;
            }
        }

        JsonNode? error = tree.Values.Select(v => v["error"]).FirstOrDefault(e => e is not null);
        Diagnostic diagnostic = error is not null
            ? _entries.At(IntrospectionRules.ErrorReply, error, $"the server answered with an error: {error["desc"]?.Text}")
            : IntrospectionRules.NoSchema.At(tree.Values.Count > 0 ? tree.Span(tree.Values[0]) : new SourceSpan(tree.File, 1, 1), "no array of entries with 'meta-type', alone or as 'return' of a reply");
        _diagnostics.Add(diagnostic);
        return null;
    }

    private QmpSchema Schema(string name, string digest, JsonNode array)
    {
        _entries.Collect(array);
        List<SchemaType> types = _types.DeclareAll();
        List<Command> commands = [.. _entries.Of("command").Select(Command)];
        List<Event> events = [.. _entries.Of("event").Select(e => new Event(_entries.Definition(e)) { Data = _types.Data(e, "arg-type") })];
        return new QmpSchema(name, commands, events, types, digest) { IsMasked = true };
    }

    private Command Command(JsonNode entry) => new(_entries.Definition(entry))
    {
        Arguments = _types.Data(entry, "arg-type"),
        Returns = _types.Find(entry, "ret-type") is { } type && type is not ObjectType { IsEmpty: true } ? type : null,
        AllowOutOfBand = entry["allow-oob"]?.Text == "true",
    };
}
