using Harness.Schema.Model;

namespace Harness.Cli.Verbs;

/// <summary><c>spec show</c>: one command, event or type as a page of text.</summary>
internal static class SpecShow
{
    /// <exception cref="UsageException">The schema has nothing of that name.</exception>
    public static int Show(QmpSchema schema, string name, TextWriter output)
    {
        if (schema.Command(name) is { } command)
        {
            ShowCommand(command, output);
        }
        else if (schema.Event(name) is { } found)
        {
            Head(found.Definition, "event", output);
            Members(found.Data, "data", output);
            Examples(found.Examples, output);
        }
        else if (schema.Type(name) is { } type)
        {
            ShowType(type, output);
        }
        else
        {
            throw new UsageException($"{schema.Name} has no command, event or type '{name}'{Nearest(schema, name)}");
        }

        return ExitCode.Success;
    }

    private static void ShowCommand(Command command, TextWriter output)
    {
        Head(command.Definition, "command", output);
        Members(command.Arguments, "arguments", output);
        output.WriteLine($"\nreturns {command.Returns?.Name ?? "an empty object"}");
        Section(command.Definition, SectionKind.Returns, "", output);
        Section(command.Definition, SectionKind.Errors, "errors", output);
        Section(command.Definition, SectionKind.Note, "note", output);
        Examples(command.Examples, output);
    }

    private static void ShowType(SchemaType type, TextWriter output)
    {
        switch (type)
        {
            case ObjectType target:
                Head(target.Definition!, target.Variants is null ? "struct" : "union", output);
                Members(target, "members", output);
                break;
            case EnumType values:
                Head(values.Definition, "enum", output);
                output.WriteLine("\nvalues");
                foreach (EnumValue value in values.Values)
                {
                    Entry(value.Name, value.Text, output);
                }

                break;
            case AlternateType alternate:
                Head(alternate.Definition, "alternate", output);
                output.WriteLine("\none of");
                foreach (Member arm in alternate.Arms)
                {
                    Entry(arm.Type.Name, arm.Text, output);
                }

                break;
            default:
                break;
        }
    }

    private static void Head(Definition definition, string kind, TextWriter output)
    {
        string since = definition.Documentation.Text(SectionKind.Since);
        output.WriteLine($"{definition.Name}  {kind}{(since.Length > 0 ? $", since {since}" : "")}  {definition.Span.File}:{definition.Span.Line}");
        if (definition.Documentation.Body.Length > 0)
        {
            output.WriteLine();
            output.WriteLine(definition.Documentation.Body);
        }
    }

    private static void Members(ObjectType type, string title, TextWriter output)
    {
        if (type.IsEmpty)
        {
            return;
        }

        output.WriteLine($"\n{title}");
        foreach (Member member in type.AllMembers)
        {
            Entry($"{member.Name}{(member.Optional ? "?" : "")}: {member.Type.Name}", member.Text, output);
        }

        foreach (Branch branch in type.Variants?.Branches ?? [])
        {
            Entry($"when {type.Variants!.Tag.Name} is {branch.TagValue}: {branch.Type.Name}", "", output);
        }

        if (type.IsOpen)
        {
            output.WriteLine("  … and any further members");
        }
    }

    private static void Entry(string head, string text, TextWriter output)
    {
        output.WriteLine($"  {head}");
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            output.WriteLine($"      {line}");
        }
    }

    private static void Section(Definition definition, SectionKind kind, string title, TextWriter output)
    {
        foreach (DocumentationSection section in definition.Documentation.Sections.Where(s => s.Kind == kind))
        {
            Entry(title.Length == 0 ? kind.ToString().ToLowerInvariant() : title, section.Text, output);
        }
    }

    private static void Examples(IReadOnlyList<Example> examples, TextWriter output)
    {
        foreach (Example example in examples)
        {
            output.WriteLine($"\nexample {example.Index}{(example.Title.Length > 0 ? $": {example.Title}" : "")}");
            foreach (ExampleLine line in example.Lines)
            {
                output.WriteLine($"  {(line.FromClient ? "->" : "<-")} {line.Text.Replace("\n", "\n     ", StringComparison.Ordinal)}");
            }
        }
    }

    private static string Nearest(QmpSchema schema, string name)
    {
        string? near = schema.Commands.Select(c => c.Name).Concat(schema.Events.Select(e => e.Name)).Concat(schema.Types.Select(t => t.Name))
            .FirstOrDefault(n => string.Equals(n.Replace('_', '-'), name.Replace('_', '-'), StringComparison.OrdinalIgnoreCase)
                || (name.Length > 3 && n.Contains(name, StringComparison.OrdinalIgnoreCase)));
        return near is null ? "" : $"; did you mean '{near}'?";
    }
}
