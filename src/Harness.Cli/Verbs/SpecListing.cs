using System.Globalization;

using Harness.Cases.Compile;
using Harness.Cli.Options;
using Harness.Cli.Output;
using Harness.Schema.Model;

namespace Harness.Cli.Verbs;

/// <summary><c>spec list</c>.</summary>
internal static class SpecListing
{
    public static int List(QmpSchema schema, OutputFormat format, TextWriter output)
    {
        SafetyTable safety = Specs.Safety();
        if (format == OutputFormat.Json)
        {
            JsonOutput.WriteArray(output, schema.Commands, (json, command) =>
            {
                json.WriteString("name", command.Name);
                json.WriteStartArray("arguments");
                foreach (Member member in command.Arguments.AllMembers)
                {
                    json.WriteStartObject();
                    json.WriteString("name", member.Name);
                    json.WriteString("type", member.Type.Name);
                    json.WriteBoolean("optional", member.Optional);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteString("returns", command.Returns?.Name);
                json.WriteNumber("examples", command.Examples.Count);
                json.WriteString("safety", SafetyTable.NameOf(safety.ClassOf(command.Name)));
                json.WriteStartObject("source");
                json.WriteString("file", command.Definition.Span.File);
                json.WriteNumber("line", command.Definition.Span.Line);
                json.WriteEndObject();
            });
            return ExitCode.Success;
        }

        Columns.Write(output, [.. schema.Commands.Select(c => new[]
        {
            c.Name,
            SafetyTable.NameOf(safety.ClassOf(c.Name)),
            $"{c.Examples.Count.ToString(CultureInfo.InvariantCulture)} ex",
            $"({Signature(c.Arguments)}) → {c.Returns?.Name ?? "{}"}",
        })]);
        output.WriteLine($"{schema.Commands.Count} commands, {schema.Events.Count} events, {schema.Types.Count} types, {schema.Commands.Sum(c => c.Examples.Count) + schema.Events.Sum(e => e.Examples.Count)} examples");
        return ExitCode.Success;
    }

    private static string Signature(ObjectType arguments)
    {
        IEnumerable<string> members = arguments.AllMembers.Select(m => $"{m.Name}{(m.Optional ? "?" : "")}: {m.Type.Name}");
        return string.Join(", ", arguments.IsOpen ? members.Append("…") : members);
    }
}
