using System.Text;
using System.Text.Json;

using Harness.Schema;
using Harness.Schema.Diff;
using Harness.Schema.Introspection;
using Harness.Schema.Model;
using Harness.Unit.Schema;

namespace Harness.Interop.Schema;

/// <summary>Introspection in both directions, against the schema that QEMU ships and the answer that it gives.</summary>
public sealed class QemuIntrospectionTests
{
    private static readonly Lazy<QmpSchema> Source = new(() => SchemaSources.Load(QemuSource.Path("qapi/qapi-schema.json")).Schema!);
    private static readonly Lazy<string> Reply = new(() => QemuMonitor.Ask("query-qmp-schema")[0]);

    [Test]
    public void The_binary_s_answer_is_read_without_a_complaint()
    {
        LoadResult result = SchemaSources.FromIntrospection("qemu-system-x86_64", Reply.Value);
        TestContext.Out.WriteLine($"{result.Schema!.Commands.Count} commands, {result.Schema.Events.Count} events, {result.Schema.Types.Count} types");

        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.Schema.Commands, Has.Count.GreaterThan(200));
    }

    [Test]
    public void The_binary_s_answer_written_and_read_again_has_the_same_shape()
    {
        QmpSchema read = SchemaSources.FromIntrospection("qemu-system-x86_64", Reply.Value).Schema!;

        Assert.That(ShapeDump.Write(SchemaSources.FromIntrospection("written", Write(read)).Schema!), Is.EqualTo(ShapeDump.Write(read)));
    }

    [Test]
    public void The_source_schema_written_and_read_again_has_the_same_shape()
    {
        LoadResult read = SchemaSources.FromIntrospection("written", Write(Source.Value));

        Assert.That(read.Diagnostics, Is.Empty);
        Assert.That(ShapeDump.Write(read.Schema!), Is.EqualTo(ShapeDump.Write(Source.Value)));
    }

    [Test]
    public void Entries_have_the_members_that_the_binary_s_have()
    {
        using JsonDocument theirs = JsonDocument.Parse(Reply.Value);
        using JsonDocument ours = JsonDocument.Parse(Write(Source.Value));

        Assert.That(Forms(ours), Is.EquivalentTo(Forms(theirs)));
    }

    [Test]
    public void The_source_schema_has_the_shape_of_the_binary_s_answer_but_for_conditional_parts()
    {
        QmpSchema binary = SchemaSources.FromIntrospection("qemu-system-x86_64", Reply.Value).Schema!;
        IReadOnlyDictionary<string, string> ours = ShapeDump.Write(Source.Value);
        IReadOnlyDictionary<string, string> theirs = ShapeDump.Write(binary);
        ConditionalComparison comparison = new();
        comparison.Compare(Source.Value, binary);
        string[] parts = [.. comparison.Conditional.Distinct().Order(StringComparer.Ordinal)];
        TestContext.Out.WriteLine($"{theirs.Count(t => ours.GetValueOrDefault(t.Key) == t.Value)} of {theirs.Count} commands and events have exactly the same shape; the others lack {parts.Length} parts that are conditional:");
        TestContext.Out.WriteLine(string.Join('\n', parts));

        Assert.That(comparison.Unexplained, Is.Empty);
        Assert.That(comparison.Compared, Is.GreaterThan(250));
    }

    [Test]
    public void Their_difference_is_what_the_binary_was_built_without()
    {
        QmpSchema binary = SchemaSources.FromIntrospection("qemu-system-x86_64", Reply.Value).Schema!;
        IReadOnlyList<Change> changes = SchemaDiff.Compare(Source.Value, binary);
        TestContext.Out.WriteLine(string.Join('\n', changes.Select(c => $"{c.Kind.Code} {c.Message}{(c.AlsoIn.Count > 0 ? $" (also in {string.Join(", ", c.AlsoIn)})" : "")}")));

        Assert.That(changes.Select(c => c.Kind).Distinct(), Is.SubsetOf(new[] { ChangeKinds.CommandRemoved, ChangeKinds.ArgumentValueRemoved, ChangeKinds.ResultValueRemoved }));
        Assert.That(SchemaDiff.Compare(binary, binary), Is.Empty);
    }

    private static string[] Forms(JsonDocument schema) =>
        [.. schema.RootElement.EnumerateArray().SelectMany(Forms).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Which members an entry and the things in its lists have.</summary>
    private static IEnumerable<string> Forms(JsonElement entry)
    {
        string kind = entry.GetProperty("meta-type").GetString()!;
        yield return $"{kind}: {Names(entry, optional: ["features", "allow-oob", "tag", "variants"])}";
        foreach (JsonProperty list in entry.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array))
        {
            foreach (JsonElement item in list.Value.EnumerateArray())
            {
                yield return $"{kind}.{list.Name}: {(item.ValueKind == JsonValueKind.Object ? Names(item, optional: ["features", "default"]) : item.ValueKind.ToString())}";
            }
        }
    }

    private static string Names(JsonElement value, string[] optional) =>
        string.Join(' ', value.EnumerateObject().Select(p => p.Name).Except(optional).Order(StringComparer.Ordinal));

    private static string Write(QmpSchema schema)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            IntrospectionWriter.Write(schema, json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
