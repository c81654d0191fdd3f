using System.Text;
using System.Text.Json;

using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Unit.Reports;

public sealed class NdjsonReporterTests
{
    [TestCaseSource(typeof(Streams), nameof(Streams.All))]
    public void Every_stream_gives_one_json_object_a_line(IReadOnlyList<RunEvent> events) =>
        Assert.That(Lines(events).Select(l => l.ValueKind), Is.All.EqualTo(JsonValueKind.Object).And.Exactly(events.Count).Items);

    [Test]
    public void The_lines_have_the_members_that_other_tools_read()
    {
        JsonElement[] lines = Lines(Streams.Mixed);
        Assert.That(lines.Select(l => l.GetProperty("event").GetString()), Is.EqualTo(new[] { "start", "case", "case", "case", "case", "case", "end" }));
        Assert.That(lines[0].GetProperty("seed").GetUInt64(), Is.EqualTo(7));
        Assert.That(lines[3].GetProperty("id").GetString(), Is.EqualTo("args/eject/device/missing"));
        Assert.That(lines[3].GetProperty("verdict").GetString(), Is.EqualTo("fail"));
        Assert.That(lines[3].GetProperty("reason").GetString(), Is.EqualTo("the request was not refused"));
        Assert.That(lines[^1].GetProperty("counts").EnumerateObject().Select(c => $"{c.Name}={c.Value}"), Is.EqualTo(new[] { "pass=1", "fail=1", "error=1", "skip=1", "known=1" }));
    }

    [Test]
    public void Every_line_is_on_disk_as_soon_as_it_is_reported()
    {
        using MemoryStream output = new();
        using NdjsonReporter reporter = new(output);
        long before = 0;
        foreach (RunEvent runEvent in Streams.Mixed)
        {
            reporter.Report(runEvent);
            Assert.That(output.Length, Is.GreaterThan(before));
            Assert.That(output.GetBuffer()[output.Length - 1], Is.EqualTo((byte)'\n'));
            before = output.Length;
        }
    }

    [Test]
    public void An_interrupted_run_says_so() => Assert.That(Lines(Streams.Interrupted)[^1].GetProperty("complete").GetBoolean(), Is.False);

    private static JsonElement[] Lines(IReadOnlyList<RunEvent> events)
    {
        using MemoryStream output = new();
        NdjsonReporter reporter = new(output);
        foreach (RunEvent runEvent in events)
        {
            reporter.Report(runEvent);
        }

        string text = Encoding.UTF8.GetString(output.ToArray());
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }
}
