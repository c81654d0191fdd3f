using System.Collections.Concurrent;
using System.Text.Json;

using Harness.Schema.JsonSchema;
using Harness.Schema.Model;
using Harness.Schema.Validation;

using Json.Schema;

namespace Harness.Cases.Judge;

/// <summary>JsonSchema.Net over the documents that <see cref="SchemaDocuments"/> writes. Each type's is built when it is first asked for.</summary>
internal sealed class JsonSchemaJudge(Openness openness)
{
    private static readonly EvaluationOptions Quick = new() { OutputFormat = OutputFormat.Flag };
    private static readonly EvaluationOptions Thorough = new() { OutputFormat = OutputFormat.List };

    private readonly ConcurrentDictionary<SchemaType, Lazy<JsonSchema>> _schemas = new();

    /// <summary>Null for a value that fits; else where and why it does not, for people, one line.</summary>
    public string? Why(JsonElement value, SchemaType type) => Evaluate(value, type, Quick).IsValid ? null : Explain(value, type);

    private string Explain(JsonElement value, SchemaType type)
    {
        JsonElement results = JsonSerializer.SerializeToElement(Evaluate(value, type, Thorough));
        if (!results.TryGetProperty("details", out JsonElement details))
        {
            return "does not fit";
        }

        IEnumerable<string> reasons = details.EnumerateArray()
            .Where(d => d.TryGetProperty("errors", out _))
            .SelectMany(d => d.GetProperty("errors").EnumerateObject().Select(e => $"{d.GetProperty("instanceLocation").GetString()}: {e.Value.GetString()}"));
        return string.Join("; ", reasons.Take(3));
    }

    private EvaluationResults Evaluate(JsonElement value, SchemaType type, EvaluationOptions options)
    {
        JsonSchema schema = _schemas.GetOrAdd(type, t => new Lazy<JsonSchema>(() => Build(t))).Value;
        return schema.Evaluate(NumberNotation.Plain(value), options);
    }

    /// <summary>The registry is the schema's own, so that judges know nothing of one another.</summary>
    private JsonSchema Build(SchemaType type)
    {
        BuildOptions options = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 };
        using JsonDocument document = JsonDocument.Parse(SchemaDocuments.OfType(type, openness));
        return JsonSchema.Build(document.RootElement.Clone(), options);
    }
}
