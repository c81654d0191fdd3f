using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Cases.Compile;

/// <summary>
/// Finds the exchanges in a command's documentation that can be played. Left out is what has no request, is no JSON, leaves out part of its
/// request, executes what the schema does not have, or breaks its own argument types: faults of the documentation, which
/// <c>spec check</c> reports, and no measure for a peer.
/// </summary>
internal sealed class DocumentedExchanges(QmpSchema schema)
{
    private readonly Dictionary<Command, IReadOnlyList<DocumentedExchange>> _found = [];
    private readonly ValueChecker _checker = new(Openness.Closed);

    public IReadOnlyList<DocumentedExchange> Of(Command command)
    {
        if (!_found.TryGetValue(command, out IReadOnlyList<DocumentedExchange>? exchanges))
        {
            exchanges = [.. command.Examples.Select(e => Read(command, e)).OfType<DocumentedExchange>()];
            _found.Add(command, exchanges);
        }

        return exchanges;
    }

    private DocumentedExchange? Read(Command owner, Example example)
    {
        if (example.Lines.Count == 0 || example.Lines[0] is not { FromClient: true, Elided: false, Json: { } json } || JsonNode.Parse(json) is not JsonObject request)
        {
            return null;
        }

        bool outOfBand = request.ContainsKey("exec-oob");
        string? name = (outOfBand ? request["exec-oob"] : request["execute"]) is JsonValue text && text.TryGetValue(out string? value) ? value : null;
        if (name is null || schema.Command(name) is not { } command || !HasFittingArguments(json, command) || (request["arguments"] is { } given && given is not JsonObject))
        {
            return null;
        }

        ExampleLine[] answers = [.. example.Lines.Skip(1).Where(l => !l.FromClient)];
        return new DocumentedExchange($"example/{owner.Name}/{example.Index}", command, SpacedJson.Of(request), outOfBand, request["arguments"] as JsonObject, answers, example)
        {
            Succeeds = answers.All(a => a.Json is null || !JsonElement.Parse(a.Json).TryGetProperty("error", out _)),
        };
    }

    private bool HasFittingArguments(string request, Command command)
    {
        JsonElement arguments = JsonElement.Parse(request).TryGetProperty("arguments", out JsonElement given) ? given : JsonElement.Parse("{}");
        return _checker.First(arguments, command.Arguments) is null;
    }
}
