using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Commands and events with their data and return types.</summary>
internal sealed class CommandResolver(TypeTable types, ObjectResolver objects, Pragmas pragmas, List<Diagnostic> diagnostics)
{
    public Command Command(DefinitionSyntax syntax, Definition definition) => new(definition)
    {
        Arguments = Data(syntax, definition),
        Returns = Returns(syntax),
        SuccessResponse = syntax.SuccessResponse,
        AllowOutOfBand = syntax.AllowOutOfBand,
        AllowPreconfig = syntax.AllowPreconfig,
    };

    public Event Event(DefinitionSyntax syntax, Definition definition) => new(definition) { Data = Data(syntax, definition) };

    private ObjectType Data(DefinitionSyntax syntax, Definition definition)
    {
        if (syntax.Data is not { } data)
        {
            return new ObjectType($"{syntax.Name}-arg", null)
            {
                Members = objects.Members(syntax.Members, definition.Documentation),
                IsOpen = !syntax.Generated,
            };
        }

        SchemaType? type = objects.Find(data, $"'data' of {syntax.KindWord} '{syntax.Name}'");
        if (type is ObjectType found)
        {
            if (found.Variants is not null && !syntax.Boxed)
            {
                diagnostics.Add(ResolveRules.WrongType.At(data.Span, $"'data' of {syntax.KindWord} '{syntax.Name}' can take union type '{found}' only with 'boxed': true"));
            }

            return syntax.Generated || found.IsOpen ? found : Open(found);
        }

        if (type is not null)
        {
            bool open = type is BuiltinType { Kind: BuiltinKind.Any };
            if (!open || syntax.Generated)
            {
                diagnostics.Add(ResolveRules.WrongType.At(data.Span, $"'data' of {syntax.KindWord} '{syntax.Name}' cannot take type '{type}'"));
            }
        }

        return new ObjectType($"{syntax.Name}-arg", null) { IsOpen = !syntax.Generated };
    }

    private static ObjectType Open(ObjectType closed) => new(closed.Name, closed.Definition)
    {
        Base = closed.Base,
        Members = closed.Members,
        Variants = closed.Variants,
        IsOpen = true,
    };

    private SchemaType? Returns(DefinitionSyntax syntax)
    {
        if (syntax.Returns is not { } returns)
        {
            return null;
        }

        SchemaType? type = objects.Find(returns, $"'returns' of command '{syntax.Name}'");
        SchemaType? element = type is ArrayType array ? array.Element : type;
        if (element is not null and not ObjectType && !pragmas.Legacy && syntax.Generated && !pragmas.CommandReturns.Contains(syntax.Name))
        {
            diagnostics.Add(ResolveRules.ReturnsNonObject.At(
                returns.Span, $"command '{syntax.Name}' returns '{type}': neither an object nor an array of objects, and pragma 'command-returns-exceptions' does not list it"));
        }

        return type is { Name: "null" } && types.Contains("null") ? null : type;
    }
}
