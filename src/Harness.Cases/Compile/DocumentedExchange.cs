using System.Text.Json.Nodes;

using Harness.Schema.Model;

namespace Harness.Cases.Compile;

/// <summary>A documented exchange that can be played: one request whose arguments are of their type, and what comes back.</summary>
/// <param name="Id"><c>example/COMMAND/N</c>.</param>
/// <param name="Command">What the request executes; not always the command that the documentation is of.</param>
/// <param name="Request">The whole request, JSON.</param>
/// <param name="Arguments">Null where the request has none.</param>
/// <param name="Answers">The lines of the server.</param>
internal sealed record DocumentedExchange(
    string Id,
    Command Command,
    string Request,
    bool OutOfBand,
    JsonObject? Arguments,
    IReadOnlyList<ExampleLine> Answers,
    Example Example)
{
    /// <summary>True where no documented answer is an error.</summary>
    public bool Succeeds { get; init; }
}
