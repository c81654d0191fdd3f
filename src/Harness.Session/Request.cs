using System.Text.Json;

namespace Harness.Session;

/// <summary>A request whose envelope is in order. Its elements live as long as the message's document.</summary>
/// <param name="Arguments">An object, or undefined when the request has none.</param>
/// <param name="Id">Any JSON value, or undefined when the request has none: the two are not the same.</param>
/// <param name="OutOfBand">Sent as <c>exec-oob</c>.</param>
public readonly record struct Request(string Command, JsonElement Arguments, JsonElement Id, bool OutOfBand);
