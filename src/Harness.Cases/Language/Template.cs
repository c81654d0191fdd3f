using System.Text;

namespace Harness.Cases.Language;

/// <summary>A message to send: JSON text as written, in which <c><NAME></c> stands for what a pattern remembered.</summary>
/// <param name="Parts">Text and names in turn; a name is filled with the JSON of its value.</param>
public sealed record Template(IReadOnlyList<TemplatePart> Parts)
{
    /// <summary>A message without names. A line break, which JSON has between tokens only, becomes a blank: a message is one line.</summary>
    public static Template Of(string json) => new([new TemplatePart(JsonGrammar.LineBreak().Replace(json.Trim(), " "), null)]);

    /// <summary>As written.</summary>
    public override string ToString() => string.Concat(Parts.Select(p => p.Text ?? $"<{p.Name}>"));

    /// <exception cref="KeyNotFoundException">A name that nothing has bound.</exception>
    public byte[] Fill(IReadOnlyDictionary<string, string> bound) =>
        Encoding.UTF8.GetBytes(string.Concat(Parts.Select(p => p.Text ?? bound[p.Name!])));
}

/// <summary>Either literal JSON text or a name.</summary>
public readonly record struct TemplatePart(string? Text, string? Name);
