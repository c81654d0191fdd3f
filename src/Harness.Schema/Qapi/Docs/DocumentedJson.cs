using System.Text.Json;

using Harness.Schema.Examples.Json;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

/// <summary>
/// A documented message as JSON. Elisions and single quotes belong to the notation; other slips are repaired, and named here with
/// one word for the whole message: the review of examples says more of each.
/// </summary>
/// <param name="Json">Strict JSON; null when the text is none, or nothing but an elision.</param>
internal readonly record struct DocumentedJson(string? Json, bool Elided)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 1024 };

    /// <param name="span">Where the message begins, for diagnostics.</param>
    /// <param name="command">What the documentation is for.</param>
    public static DocumentedJson Read(LineText text, SourceSpan span, string? command, List<Diagnostic> diagnostics)
    {
        bool odd = text.Text.Contains("...", StringComparison.Ordinal) || text.Text.Contains('\'', StringComparison.Ordinal);
        if (!odd && text.Text.StartsWith('{') && IsStrict(text.Text))
        {
            return new DocumentedJson(text.Text, false);
        }

        ReadMessage read = RepairingReader.Read(text, lenient: true, command);
        string? json = read.Value is ExampleValue.Object ? read.Value.ToJson() : null;
        if (json is null ? !read.Elided : read.Diagnostics.Count > 0)
        {
            Report(json is null ? DocRules.ExampleNotJson : DocRules.ExampleRepaired, read.Diagnostics, span, command, diagnostics);
        }

        return new DocumentedJson(json, read.Elided);
    }

    private static void Report(Rule rule, IReadOnlyList<Diagnostic> found, SourceSpan span, string? command, List<Diagnostic> diagnostics)
    {
        string what = rule == DocRules.ExampleRepaired ? "is JSON only after repair" : "is no JSON object";
        string more = found.Count > 1 ? $", and {found.Count - 1} more" : "";
        SourceSpan? place = found is [{ Span.Line: > 0 } first, ..] ? first.Span : null;
        diagnostics.Add(rule.At(span, found.Count == 0 ? $"this message {what}" : $"this message {what}: {found[0].Message}{more}", place, command));
    }

    private static bool IsStrict(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
