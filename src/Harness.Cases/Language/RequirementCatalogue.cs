using System.Text;
using System.Text.Json;

using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>Reads <c>spec/protocol.json</c>: <c>[{ "id", "level", "statement", "source", "since" }, …]</c>, all of them strings.</summary>
/// <param name="Requirements">Those without errors, in the order of the file.</param>
/// <param name="Diagnostics">Everything that is wrong.</param>
public sealed record RequirementCatalogue(IReadOnlyList<Requirement> Requirements, IReadOnlyList<Diagnostic> Diagnostics)
{
    private static readonly string[] Names = ["id", "level", "statement", "source", "since"];

    /// <summary>Reads the catalogue's text; whatever is wrong in it is a diagnostic.</summary>
    public static RequirementCatalogue Parse(string text, string path)
    {
        SourceText source = new(path, text);
        List<Diagnostic> diagnostics = [];
        Dictionary<string, Requirement> requirements = new(StringComparer.Ordinal);
        foreach (JsonElement entry in Entries(source, diagnostics))
        {
            if (Read(entry, source, diagnostics) is { } requirement && !requirements.TryAdd(requirement.Id, requirement))
            {
                diagnostics.Add(LanguageRules.RequirementTwice.At(requirement.Span, $"requirement '{requirement.Id}' is there twice", requirements[requirement.Id].Span));
            }
        }

        return new RequirementCatalogue([.. requirements.Values], diagnostics);
    }

    private static List<JsonElement> Entries(SourceText source, List<Diagnostic> diagnostics)
    {
        try
        {
            JsonElement root = JsonElement.Parse(source.Text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (root.ValueKind == JsonValueKind.Array)
            {
                return [.. root.EnumerateArray()];
            }

            diagnostics.Add(LanguageRules.BadCatalogue.At(source.Span(0), "the catalogue must be an array of requirements"));
        }
        catch (JsonException e)
        {
            int line = (int)(e.LineNumber ?? 0) + 1;
            byte[] before = Encoding.UTF8.GetBytes(source.Line(line));
            int column = Encoding.UTF8.GetCharCount(before, 0, (int)Math.Min(e.BytePositionInLine ?? 0, before.Length)) + 1;
            diagnostics.Add(LanguageRules.BadCatalogue.At(new SourceSpan(source.Path, line, column), $"the catalogue is no JSON: {e.Message}"));
        }

        return [];
    }

    private static Requirement? Read(JsonElement entry, SourceText source, List<Diagnostic> diagnostics)
    {
        string id = Text(entry, "id");
        SourceSpan place = PlaceOf(id, source);
        string? trouble = entry.ValueKind != JsonValueKind.Object ? "a requirement must be an object"
            : Names.FirstOrDefault(n => Text(entry, n).Length == 0) is { } missing ? $"requirement '{id}' has no text '{missing}'"
            : entry.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => !Names.Contains(n)) is { } unknown ? $"requirement '{id}' has a member '{unknown}'{NearestWord.Advice(unknown, Names)}"
            : CaseIds.Trouble(id) ?? (id.StartsWith("qmp.", StringComparison.Ordinal) ? null : $"requirement '{id}' must have an id that begins with qmp.");
        if (trouble is null && !Levels.Contains(Text(entry, "level")))
        {
            trouble = $"requirement '{id}' has level '{Text(entry, "level")}'{NearestWord.Advice(Text(entry, "level"), Levels)}";
        }

        if (trouble is not null)
        {
            diagnostics.Add(LanguageRules.BadRequirement.At(place, trouble));
            return null;
        }

        return new Requirement(id, Enum.Parse<Level>(Text(entry, "level"), ignoreCase: true), Text(entry, "statement"), Text(entry, "source"), Text(entry, "since"), place);
    }

    private static IEnumerable<string> Levels => Enum.GetNames<Level>().Select(n => n.ToUpperInvariant());

    /// <summary>The member's text; empty where there is none.</summary>
    private static string Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static SourceSpan PlaceOf(string id, SourceText source)
    {
        int at = id.Length == 0 ? -1 : source.Text.IndexOf($"\"{id}\"", StringComparison.Ordinal);
        return at < 0 ? source.Span(0) : source.Span(at, id.Length + 2);
    }
}
