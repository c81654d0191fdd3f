using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using Harness.Schema.Model;

namespace Harness.Schema.Hx.Import;

/// <summary>The documentation block of a command, in the order that the language wants.</summary>
internal static class CommandDocWriter
{
    private const int LongestLine = 72;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, IndentSize = 3, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(QapiText text, Command command)
    {
        Documentation documentation = command.Definition.Documentation;
        text.Line("##");
        text.Line($"# @{command.Name}:");
        text.Gap();
        text.Paragraph(documentation.Body);
        foreach (Member member in command.Arguments.Members)
        {
            DefinitionWriter.MemberDoc(text, member.Name, member.Text);
        }

        Section(text, documentation, SectionKind.Returns, "Returns", once: true);
        Section(text, documentation, SectionKind.Errors, "Errors", once: true);
        Section(text, documentation, SectionKind.Since, "Since", once: true);
        Section(text, documentation, SectionKind.Note, "Note", once: false);
        foreach (Example example in documentation.Examples)
        {
            Write(text, example);
        }

        text.Line("##");
    }

    private static void Section(QapiText text, Documentation documentation, SectionKind kind, string heading, bool once)
    {
        IEnumerable<string> sections = documentation.Sections.Where(s => s.Kind == kind && s.Text.Trim().Length > 0).Select(s => s.Text);
        foreach (string section in once && sections.Any() ? [string.Join(' ', sections)] : sections)
        {
            text.Gap();
            text.Section($"{heading}:", section);
        }
    }

    private static void Write(QapiText text, Example example)
    {
        text.Gap();
        text.Line("# Example:");
        text.Gap();
        if (example.Title.Length > 0)
        {
            text.Paragraph(example.Title);
            text.Gap();
        }

        foreach (ExampleLine line in example.Lines)
        {
            string[] rows = Rows(line);
            text.Example($"{(line.FromClient ? "->" : "<-")} {rows[0]}");
            foreach (string row in rows.Skip(1))
            {
                text.Example($"   {row}");
            }
        }
    }

    /// <summary>A message as the import makes it: repaired, on one line when it is short.</summary>
    private static string[] Rows(ExampleLine line)
    {
        if (line.Json is null)
        {
            return line.Text.Split('\n');
        }

        using JsonDocument document = JsonDocument.Parse(line.Json, new JsonDocumentOptions { MaxDepth = 1024 });
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Layout))
        {
            document.RootElement.WriteTo(writer);
        }

        string tall = Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        string flat = string.Join(' ', tall.Split('\n').Select(r => r.Trim()));
        return flat.Length <= LongestLine ? [flat] : tall.Split('\n');
    }
}
