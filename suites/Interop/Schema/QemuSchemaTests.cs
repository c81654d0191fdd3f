using System.Text.Json;
using System.Text.RegularExpressions;

using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Interop.Schema;

/// <summary>The schemas that QEMU ships, through our compiler.</summary>
public sealed partial class QemuSchemaTests
{
    [TestCaseSource(typeof(QemuSource), nameof(QemuSource.Schemas))]
    public void Compiles_without_an_error(string folder)
    {
        LoadResult result = Load(folder);
        foreach (IGrouping<string, Diagnostic> code in result.Diagnostics.GroupBy(d => d.Code))
        {
            TestContext.Out.WriteLine($"{code.Count()} x {code.First()}");
        }

        Assert.That(result.Diagnostics.Where(d => d.Severity == Severity.Error), Is.Empty);
        Assert.That(result.Schema!.Commands, Has.Count.GreaterThan(40));
    }

    [TestCaseSource(typeof(QemuSource), nameof(QemuSource.Schemas))]
    public void Every_documented_message_is_found(string folder)
    {
        QmpSchema schema = Load(folder).Schema!;
        List<ExampleLine> lines = [.. schema.Commands.SelectMany(c => c.Examples).Concat(schema.Events.SelectMany(e => e.Examples)).SelectMany(e => e.Lines)];
        string[] scanned = [.. Files(QemuSource.Path($"{folder}/qapi-schema.json"), []).SelectMany(File.ReadAllLines)];

        Assert.That(lines.Count(l => l.FromClient), Is.EqualTo(scanned.Count(l => Request().IsMatch(l))));
        Assert.That(lines.Count(l => !l.FromClient), Is.EqualTo(scanned.Count(l => Reply().IsMatch(l))));
        TestContext.Out.WriteLine($"{lines.Count} messages, {lines.Count(l => l.Json is null)} of them no JSON even after repair");
    }

    [Test]
    public void Commands_are_those_of_the_binary_but_for_conditional_ones()
    {
        QmpSchema schema = Load("qapi").Schema!;
        using JsonDocument reply = JsonDocument.Parse(QemuMonitor.Ask("query-commands")[0]);
        HashSet<string> offered = [.. reply.RootElement.EnumerateArray().Select(c => c.GetProperty("name").GetString()!)];
        List<Command> absent = [.. schema.Commands.Where(c => !offered.Contains(c.Name))];
        foreach (Command command in absent)
        {
            TestContext.Out.WriteLine($"not offered: {command.Name}, which needs {command.Definition.If}");
        }

        TestContext.Out.WriteLine($"{schema.Commands.Count} commands documented, {offered.Count} offered, {absent.Count} documented but not built in");
        Assert.That(offered.Where(name => schema.Command(name) is null), Is.Empty, "offered but not documented");
        Assert.That(absent.Where(c => c.Definition.If is null).Select(c => c.Name), Is.Empty, "documented without condition but not offered");
        Assert.That(offered, Has.Count.GreaterThan(200));
    }

    private static LoadResult Load(string folder) => SchemaSources.Load(QemuSource.Path($"{folder}/qapi-schema.json"));

    /// <summary>A schema's files, found without the compiler.</summary>
    private static HashSet<string> Files(string file, HashSet<string> seen)
    {
        if (seen.Add(Path.GetFullPath(file)))
        {
            foreach (Match include in Include().Matches(File.ReadAllText(file)))
            {
                Files(Path.Combine(Path.GetDirectoryName(file)!, include.Groups[1].Value), seen);
            }
        }

        return seen;
    }

    [GeneratedRegex(@"^\{ *'include': *'([^']+)'", RegexOptions.Multiline)]
    private static partial Regex Include();

    // The legend in the introduction has words behind its arrows.
    [GeneratedRegex(@"^# *-> *(\{|$)")]
    private static partial Regex Request();

    [GeneratedRegex(@"^# *<- *(\{|$)")]
    private static partial Regex Reply();
}
