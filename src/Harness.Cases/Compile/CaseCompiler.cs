using Harness.Cases.Language;
using Harness.Schema.Model;

namespace Harness.Cases.Compile;

/// <summary>
/// Scripts from a schema. Order and ids follow from the schema alone: kinds in their order, commands in source order. Compiled as they are
/// asked for.
/// </summary>
public static class CaseCompiler
{
    public static IEnumerable<Script> Compile(QmpSchema schema, SafetyTable safety, MachineCatalogue machines)
    {
        StateQueries state = new(schema, safety);
        DocumentedExchanges documented = new(schema);
        SurfaceCases surface = new(schema, safety);
        ArgumentCases arguments = new(safety, machines, state, documented);
        ReturnCases returns = new(safety, machines);
        ExampleCases examples = new(schema, safety, machines, documented);
        return schema.Commands.SelectMany(surface.Compile)
            .Concat(schema.Commands.SelectMany(arguments.Compile))
            .Concat(schema.Commands.SelectMany(returns.Compile))
            .Concat(schema.Commands.SelectMany(examples.Compile));
    }
}
