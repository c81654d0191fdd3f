using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>A type that a schema defines, with the definition that it is made from.</summary>
internal sealed record NamedType(DefinitionSyntax Syntax, SchemaType Type);
