using System.Text;
using System.Text.Json;

using Harness.Schema;
using Harness.Schema.Introspection;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Schema.Introspection;

/// <summary>What a schema looks like on the wire survives being written as introspection and read again.</summary>
public sealed class RoundTripTests
{
    public static IEnumerable<string> Schemas() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "fixtures", "qapi"), "*.out").Select(f => $"fixtures/qapi/{Path.GetFileNameWithoutExtension(f)}.json")
            .Concat(Directory.Exists(Path.Combine(Repository.Root, "spec")) ? Directory.EnumerateDirectories(Path.Combine(Repository.Root, "spec")).Select(d => $"spec/{Path.GetFileName(d)}/{SchemaSources.EntryFile}") : [])
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Schemas))]
    public void Written_and_read_again_it_has_the_same_shape(string file)
    {
        QmpSchema schema = WithEveryTypeUsed(file);
        LoadResult read = SchemaSources.FromIntrospection("written", Write(schema));

        Assert.That(read.Diagnostics, Is.Empty);
        Assert.That(read.Schema!.IsMasked);
        Assert.That(ShapeDump.Write(read.Schema), Is.EqualTo(ShapeDump.Write(schema)));
    }

    [TestCaseSource(nameof(Schemas))]
    public void Written_twice_it_is_the_same_text(string file)
    {
        string once = Write(WithEveryTypeUsed(file));

        Assert.That(Write(WithEveryTypeUsed(file)), Is.EqualTo(once));
    }

    [TestCaseSource(nameof(Schemas))]
    public void No_type_name_of_the_schema_is_written(string file)
    {
        QmpSchema schema = WithEveryTypeUsed(file);
        using JsonDocument written = JsonDocument.Parse(Write(schema));
        IEnumerable<string> names = written.RootElement.EnumerateArray().Where(e => e.GetProperty("meta-type").GetString() is not ("command" or "event")).Select(e => e.GetProperty("name").GetString()!);

        Assert.That(names.Intersect(schema.Types.Select(t => t.Name)), Is.Empty);
    }

    /// <summary>Types that no command reaches are not in introspection, so each gets a command here.</summary>
    internal static QmpSchema WithEveryTypeUsed(string file)
    {
        QmpSchema schema = SchemaSources.Load(Path.Combine(Repository.Root, file)).Schema!;
        IEnumerable<Command> users = schema.Types.Select(t => new Command(new Definition($"use-{t.Name}", SourceSpan.None, 0, Documentation.None, null, []))
        {
            Arguments = new ObjectType("none", null),
            Returns = new ArrayType(t),
        });
        return new QmpSchema(schema.Name, [.. schema.Commands, .. users], schema.Events, schema.Types, schema.Digest);
    }

    internal static string Write(QmpSchema schema)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            IntrospectionWriter.Write(schema, json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
