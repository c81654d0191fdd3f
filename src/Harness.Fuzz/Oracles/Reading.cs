using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Oracles;

/// <summary>One message among the bytes that were sent, as a server reads it.</summary>
/// <param name="Name">What it executes; a word in brackets where it is no request.</param>
/// <param name="Command">What the schema knows of it; null where nothing.</param>
/// <param name="Id">Undefined for none.</param>
/// <param name="Violation">What is wrong with the arguments; null where nothing.</param>
public sealed record Reading(Expectation Expectation, string Name, Command? Command, JsonElement Id, Violation? Violation)
{
    /// <summary>True for requests of the fuzzer itself: probes and queries of the state.</summary>
    public bool IsOwn { get; init; }

    /// <summary>True for <c>qmp_capabilities</c> where it can succeed.</summary>
    public bool Negotiates => Name == RequestReader.Negotiation && Expectation is Expectation.Answer or Expectation.Anything;
}
