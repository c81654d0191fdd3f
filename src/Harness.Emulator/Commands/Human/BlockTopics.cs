using System.Globalization;
using System.Text.Json;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Topics of <c>info</c> about block devices, their images, counters and jobs.</summary>
internal static class BlockTopics
{
    private static readonly string[] Limits =
        ["bps", "bps_rd", "bps_wr", "bps_max", "bps_rd_max", "bps_wr_max", "iops", "iops_rd", "iops_wr", "iops_max", "iops_rd_max", "iops_wr_max", "iops_size"];

    private static readonly string[] Counters =
        ["rd_bytes", "wr_bytes", "rd_operations", "wr_operations", "flush_operations", "wr_total_time_ns", "rd_total_time_ns", "flush_total_time_ns", "rd_merged", "wr_merged"];

    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("block", "block devices and their media; with -n nodes that have names, with -v their images", Blocks, new Flag('n', "nodes"), new Flag('v', "verbose"), new Word("device", Optional: true)),
        new("blockstats", "what block devices have transferred", call => call.List("query-blockstats").Select(CountersOf)),
        new("block-jobs", "block jobs that run", Jobs),
    ];

    private static IEnumerable<string> Blocks(HumanCall call)
    {
        bool nodes = call.Flag("nodes");
        string? wanted = call.Text("device");
        IEnumerable<IEnumerable<string>> found = nodes
            ? call.List("query-named-block-nodes").Where(n => wanted is null || n.Text("node-name") == wanted).Select(n => Node(n, call.Flag("verbose")))
            : call.List("query-block").Where(d => wanted is null || d.Text("device") == wanted).Select(d => Device(d, call.Flag("verbose")));
        return found.SelectMany((lines, index) => index == 0 ? lines : lines.Prepend(""));
    }

    private static IEnumerable<string> Node(JsonElement node, bool verbose) =>
        [$"{node.Text("node-name")}: {Medium(node)}", .. Details(node), .. verbose ? Images(node) : []];

    private static IEnumerable<string> Device(JsonElement device, bool verbose)
    {
        JsonElement? medium = device.Member("inserted");
        string node = medium?.Text("node-name") is { } name ? $" ({name})" : "";
        yield return $"{device.Text("device")}{node}: {(medium is { } inserted ? Medium(inserted) : "[not inserted]")}";
        if (device.Text("io-status") is { } status and not "ok")
        {
            yield return $"    I/O status:       {status}";
        }

        if (device.Flag("removable"))
        {
            yield return $"    Removable device: {(device.Flag("locked") ? "" : "not ")}locked, tray {(device.Flag("tray_open") ? "open" : "closed")}";
        }

        foreach (string line in medium is { } there ? [.. Details(there), .. verbose ? Images(there) : []] : Array.Empty<string>())
        {
            yield return line;
        }
    }

    private static string Medium(JsonElement medium) =>
        $"{medium.Text("file")} ({medium.Text("drv")}{(medium.Flag("ro") ? ", read-only" : "")}{(medium.Flag("encrypted") ? ", encrypted" : "")})";

    private static IEnumerable<string> Details(JsonElement medium)
    {
        JsonElement cache = medium.GetProperty("cache");
        yield return $"    Cache mode:       {(cache.Flag("writeback") ? "writeback" : "writethrough")}{(cache.Flag("direct") ? ", direct" : "")}{(cache.Flag("no-flush") ? ", ignore flushes" : "")}";
        if (medium.Text("backing_file") is { } backing)
        {
            yield return $"    Backing file:     {backing} (chain depth: {medium.Int("backing_file_depth")})";
        }

        if (medium.Text("detect_zeroes") is { } zeroes and not "off")
        {
            yield return $"    Detect zeroes:    {zeroes}";
        }

        if (Limits.Any(l => medium.Member(l) is { } limit && limit.GetInt64() != 0))
        {
            yield return $"    I/O throttling:   {string.Join(' ', Limits.Select(l => $"{l}={medium.Member(l)?.GetInt64() ?? 0}"))}";
        }
    }

    private static IEnumerable<string> Images(JsonElement medium)
    {
        yield return "";
        yield return "Images:";
        for (JsonElement? next = medium.Member("image"); next is { } image; next = image.Member("backing-image"))
        {
            yield return $"image: {image.Text("filename")}";
            yield return $"file format: {image.Text("format")}";
            yield return $"virtual size: {Readable(image.Int("virtual-size"))} ({image.Int("virtual-size")} bytes)";
            if (image.Member("cluster-size") is { } cluster)
            {
                yield return $"cluster_size: {cluster.GetInt64()}";
            }

            if (image.Text("backing-filename") is { } backing)
            {
                yield return $"backing file: {backing}{(image.Text("full-backing-filename") is { } whole && whole != backing ? $" (actual path: {whole})" : "")}";
            }
        }
    }

    /// <summary>Three digits of the largest unit that leaves one before the point.</summary>
    private static string Readable(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
        int unit = 0;
        double value = bytes;
        for (; value >= 1024 && unit < units.Length - 1; unit++)
        {
            value /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value:G3} {units[unit]}");
    }

    private static string CountersOf(JsonElement device)
    {
        JsonElement stats = device.GetProperty("stats");
        return $"{device.Text("device")}: {string.Join(' ', Counters.Select(c => $"{c}={stats.Int(c)}"))}";
    }

    private static string[] Jobs(HumanCall call)
    {
        string[] jobs = [.. call.List("query-block-jobs").Select(j =>
            $"{(j.Text("type") == "stream" ? "Streaming" : $"Type {j.Text("type")},")} device {j.Text("device")}: Completed {j.Int("offset")} of {j.Int("len")} bytes, speed limit {j.Int("speed")} bytes/s")];
        return jobs.Length > 0 ? jobs : ["No active jobs"];
    }
}
