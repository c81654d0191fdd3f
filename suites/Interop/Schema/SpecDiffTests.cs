using System.Text.Json;

using Harness.Cli;
using Harness.Unit;

namespace Harness.Interop.Schema;

/// <summary><c>spec diff</c> between the executable spec and what a running QEMU says of itself.</summary>
public sealed class SpecDiffTests
{
    private const string Qemu = "introspect:exec:qemu-system-x86_64 -M none -nodefaults -display none -S -qmp stdio";

    [Test]
    public async Task The_commands_removed_since_are_listed_and_what_breaks_with_them()
    {
        StringWriter output = new();
        int exit = await CommandLine.RunAsync(["spec", "diff", Spec, Qemu, "--format", "json", "--impact", Path.Combine(Repository.Root, "fixtures", "baselines")], output, TextWriter.Null);
        using JsonDocument report = JsonDocument.Parse(output.ToString());
        string[] removed = [.. report.RootElement.GetProperty("changes").EnumerateArray().Where(c => c.GetProperty("code").ValueEquals("DIFF0101")).Select(c => c.GetProperty("command").GetString()!)];

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(removed, Is.EquivalentTo(new[]
        {
            "change", "cpu", "cpu-add", "migrate-set-cache-size", "query-migrate-cache-size", "migrate_set_speed", "migrate_set_downtime",
            "block_passwd", "query-events", "query-cpus", "x-input-send-event",
        }));
        Assert.That(report.RootElement.GetProperty("impact").EnumerateArray().Select(f => f.GetProperty("item").GetString()), Is.SupersetOf(removed.Select(c => $"surface/{c}")));
    }

    [Test]
    public async Task A_server_does_not_differ_from_itself()
    {
        StringWriter output = new();
        int exit = await CommandLine.RunAsync(["spec", "diff", Qemu, Qemu], output, TextWriter.Null);

        Assert.That(exit, Is.Zero);
        Assert.That(output.ToString().Trim(), Is.EqualTo("no difference on the wire"));
    }

    private static string Spec => Path.Combine(Repository.Root, "spec", "qmp-2.3");
}
