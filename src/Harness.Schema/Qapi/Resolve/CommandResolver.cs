using Harness.Schema.Model;
using Harness.Schema.Qapi.Check;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>Commands and events with their data and return types.</summary>
internal sealed class CommandResolver(MemberResolver members, Pragmas pragmas, List<Diagnostic> diagnostics)
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
        ObjectType inline = new($"{syntax.Name}-arg", null)
        {
            Members = members.Members(syntax.Members, definition.Documentation),
            IsOpen = !syntax.Generated,
        };
        if (syntax.Data is not { } data)
        {
            return inline;
        }

        switch (members.Find(data, $"'data' of {syntax.Label}"))
        {
            case null:
            case BuiltinType { Kind: BuiltinKind.Any } when !syntax.Generated:
                return inline;
            case ObjectType found:
                if (found.Variants is not null && !syntax.Boxed)
                {
                    diagnostics.Add(ResolveRules.WrongType.At(data.Span, $"'data' of {syntax.Label} can be union '{found}' only with 'boxed': true"));
                }

                return syntax.Generated || found.IsOpen ? found : Open(found);
            case { } other:
                diagnostics.Add(ResolveRules.WrongType.At(data.Span, $"'data' of {syntax.Label} cannot be of type '{other}'"));
                return inline;
        }
    }

    /// <summary>Where no code is generated, none refuses members that the schema does not name.</summary>
    private static ObjectType Open(ObjectType closed) => new(closed.Name, closed.Definition)
    {
        Base = closed.Base,
        Members = closed.Members,
        Variants = closed.Variants,
        IsOpen = true,
    };

    private SchemaType? Returns(DefinitionSyntax syntax)
    {
        if (syntax.Returns is not { } returns || members.Find(returns, $"'returns' of {syntax.Label}") is not { } type)
        {
            return null;
        }

        bool free = pragmas.Age != SyntaxAge.Current || !syntax.Generated || pragmas.CommandReturns.Contains(syntax.Name);
        if (!free && (type is ArrayType array ? array.Element : type) is not ObjectType)
        {
            diagnostics.Add(ResolveRules.ReturnsNonObject.At(
                returns.Span, $"{syntax.Label} returns '{type}': neither an object nor an array of objects, and pragma 'command-returns-exceptions' does not list it"));
        }

        return type;
    }
}
