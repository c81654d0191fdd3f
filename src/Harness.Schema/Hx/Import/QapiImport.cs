using Harness.Schema.Model;

namespace Harness.Schema.Hx.Import;

/// <summary>A file of an imported schema.</summary>
public sealed record ImportedFile(string Name, string Text);

/// <summary>A schema from any source, written in the QAPI language: an entry file and one file a family of commands.</summary>
public static class QapiImport
{
    /// <summary>The files, the entry file first. They compile to the same commands, arguments and types.</summary>
    public static IReadOnlyList<ImportedFile> Write(QmpSchema schema)
    {
        TypeUse types = new(schema);
        List<ImportedFile> files = [];
        foreach (IGrouping<string, Command> family in schema.Commands.GroupBy(c => Families.Of(c.Name)).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            QapiText text = new();
            text.Comment($"Commands of {Path.GetFileName(schema.Name)}: {family.Key}.");
            foreach (Command command in family)
            {
                foreach (SchemaType type in types.FirstUsedBy(command))
                {
                    DefinitionWriter.Write(text, type);
                }

                DefinitionWriter.Write(text, command);
            }

            files.Add(new ImportedFile($"{family.Key}.json", text.ToString()));
        }

        return [new ImportedFile(SchemaSources.EntryFile, Entry(schema, files)), .. files];
    }

    private static string Entry(QmpSchema schema, List<ImportedFile> files)
    {
        QapiText text = new();
        text.Comment($"Imported from {Path.GetFileName(schema.Name)}. Names that the language would not allow today, and commands that return no object,", "are what the source has.");
        text.Line("{ 'pragma': {");
        Names(text, "command-name-exceptions", schema.Commands.Select(c => c.Name).Where(n => HasOldCase(n)), ",");
        Names(text, "command-returns-exceptions", schema.Commands.Where(c => !ReturnsObject(c.Returns)).Select(c => c.Name), ",");
        Names(text, "member-name-exceptions", OwnersOfOldNames(schema), " } }");
        text.Line("");
        foreach (ImportedFile file in files)
        {
            text.Line($"{{ 'include': '{file.Name}' }}");
        }

        return text.ToString();
    }

    private static void Names(QapiText text, string pragma, IEnumerable<string> names, string end)
    {
        string list = string.Join(",\n    ", names.Order(StringComparer.Ordinal).Select(n => $"'{n}'"));
        text.Line(list.Length == 0 ? $"  '{pragma}': []{end}" : $"  '{pragma}': [\n    {list} ]{end}");
    }

    private static bool ReturnsObject(SchemaType? type) => (type is ArrayType array ? array.Element : type) is null or ObjectType;

    private static IEnumerable<string> OwnersOfOldNames(QmpSchema schema)
    {
        IEnumerable<string> commands = schema.Commands.Where(c => c.Arguments.Members.Any(m => HasOldCase(m.Name))).Select(c => c.Name);
        IEnumerable<string> types = schema.Types.Where(t => NamesOf(t).Any(HasOldCase)).Select(t => t.Name);
        return commands.Concat(types);
    }

    private static IEnumerable<string> NamesOf(SchemaType type) => type switch
    {
        EnumType values => values.Values.Select(v => v.Name),
        ObjectType members => members.Members.Select(m => m.Name).Concat(members.Variants?.Branches.Select(b => b.TagValue) ?? []),
        _ => [],
    };

    private static bool HasOldCase(string name) => name.Contains('_') || name.Any(char.IsAsciiLetterUpper);
}
