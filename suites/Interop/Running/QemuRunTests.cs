using System.Diagnostics;
using System.Text.Json;

using Harness.Cli;
using Harness.Unit;

namespace Harness.Interop.Running;

/// <summary>The executable spec against the installed QEMU, as a user runs it: everything that it answers otherwise is in the baseline.</summary>
[NonParallelizable]
public sealed class QemuRunTests
{
    private static readonly string[] Machine = ["-M", "none", "-nodefaults", "-display", "none", "-S"];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("interop").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_machine_that_the_harness_starts_differs_only_as_the_baseline_says()
    {
        JsonElement end = await Run($"exec:qemu-system-x86_64 {string.Join(' ', Machine)} -qmp unix:{{socket}},server=on,wait=off");

        Assert.That(end.GetProperty("complete").GetBoolean());
        Assert.That(Count(end, "fail") + Count(end, "error"), Is.Zero);
        Assert.That(Count(end, "pass"), Is.GreaterThan(900));
        Assert.That(Count(end, "known"), Is.Positive);
    }

    [Test]
    public async Task A_machine_that_runs_already_differs_only_as_the_baseline_says()
    {
        string socket = Path.Combine(_folder, "qmp.sock");
        using Process qemu = Process.Start("qemu-system-x86_64", [.. Machine, "-qmp", $"unix:{socket},server=on,wait=off"]);
        try
        {
            Assert.That(() => File.Exists(socket), Is.True.After(30_000, 20));

            JsonElement end = await Run($"unix:{socket}");

            Assert.That(Count(end, "fail") + Count(end, "error"), Is.Zero);
            Assert.That(Count(end, "pass"), Is.GreaterThan(300));
            Assert.That(qemu.HasExited, Is.False, "only queries were allowed");
        }
        finally
        {
            qemu.Kill();
            await qemu.WaitForExitAsync();
        }
    }

    [Test]
    public async Task A_command_that_was_removed_is_reported_as_not_offered()
    {
        JsonElement end = await Run($"exec:qemu-system-x86_64 {string.Join(' ', Machine)} -qmp stdio", "--run", "example/change/*", "--run", "returns/query-cpus");

        Assert.That(Count(end, "skip"), Is.GreaterThan(1));
        Assert.That(
            File.ReadLines(Report).Select(l => JsonElement.Parse(l)).Where(l => l.TryGetProperty("id", out _)).Select(l => l.GetProperty("reason").GetString()),
            Has.All.Match("^the target does not offer '(change|query-cpus)'$"));
    }

    private string Report => Path.Combine(_folder, "results.ndjson");

    /// <returns>The run's last event.</returns>
    private async Task<JsonElement> Run(string target, params string[] more)
    {
        using StringWriter output = new();
        string baseline = Path.Combine(Repository.Root, "fixtures", "baselines", "qemu-7.2.json");
        int code = await CommandLine.RunAsync(["run", "-q", "--target", target, "--baseline", baseline, "--report", $"ndjson:{Report}", .. more], output, output);
        await TestContext.Out.WriteLineAsync(output.ToString());
        Assert.That(code, Is.Zero, output.ToString());
        return JsonElement.Parse(File.ReadLines(Report).Last());
    }

    private static int Count(JsonElement end, string verdict) => end.GetProperty("counts").GetProperty(verdict).GetInt32();
}
