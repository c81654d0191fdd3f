using System.Net;
using System.Net.Sockets;

using Harness.Cli;

namespace Harness.Unit.Cli;

/// <summary>Exit codes are a contract with scripts, and a failure says in one line what was wrong and what to do.</summary>
public sealed class ExitCodeTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("exit").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("run -q --run surface/stop", 0)]
    [TestCase("run -q --run surface/stop --skip returns/**", 0)]
    [TestCase("run -q --run surface/stop --target emu:mutant=offers-nothing", 1)]
    [TestCase("run -q --run qmp.** --fail-fast -j 4 --target emu:mutant=no-greeting", 1)]
    [TestCase("list cases", 0)]
    [TestCase("list commands --format json", 0)]
    [TestCase("spec list {spec}", 0)]
    [TestCase("--help", 0)]
    [TestCase("run --help", 0)]
    [TestCase("--version", 0)]
    public async Task Says_nothing_on_the_error_stream_when_it_could_measure(string arguments, int expected)
    {
        (int code, string output, string error) = await Run(Fill(arguments).Split(' '));

        Assert.That(code, Is.EqualTo(expected), error);
        Assert.That(error, Is.Empty);
        Assert.That(output, Is.Not.Empty);
    }

    [TestCase("run --run no/such/case", 4, "list cases")]
    [TestCase("run --run surface/stop --skip **", 4, "list cases")]
    [TestCase("run --run surface/stop --min-cases 2", 4, "--min-cases 2")]
    [TestCase("run --run @{folder}/none", 2, "{folder}/none")]
    [TestCase("run --spec {folder}/none", 2, "{folder}/none")]
    [TestCase("run --baseline {folder}/none", 2, "--update-baseline makes one")]
    [TestCase("run --report pdf", 2, "ndjson")]
    [TestCase("run --target emu:mutant=none", 2, "list mutants")]
    [TestCase("run --target emu:colour=red", 2, "mutant=NAME")]
    [TestCase("run --target emu:machine={folder}/none", 2, "{folder}/none")]
    [TestCase("run --target nowhere:1", 2, "unix:PATH")]
    [TestCase("run --target tcp:localhost", 2, "tcp:HOST:PORT")]
    [TestCase("run --shard 3/2", 2, "e.g. 1/4")]
    [TestCase("run --jobs 0", 2, "auto")]
    [TestCase("run --allow everything", 2, "read, mutating, destructive, host")]
    [TestCase("spec list {folder}/none", 2, "{folder}/none")]
    [TestCase("spec show {spec} no-such-command", 2, "no-such-command")]
    [TestCase("emulate --listen unix:{folder}/none/socket", 2, "{folder}/none")]
    [TestCase("emulate --listen tcp:localhost:99999", 2, "1 to 65535")]
    [TestCase("run --target unix:{folder}/none", 3, "is the server running?")]
    [TestCase("run --target tcp:127.0.0.1:{free}", 3, "is the server running?")]
    [TestCase("run --target exec:{folder}/none", 3, "there is no such program")]
    [TestCase("run --target exec:false", 3, "status 1")]
    public async Task Explains_a_failure_in_one_line(string arguments, int expected, string hint)
    {
        (int code, _, string error) = await Run(Fill(arguments).Split(' '));

        Assert.That(code, Is.EqualTo(expected), error);
        Assert.That(error, Does.StartWith("qmp-harness: ").And.Contain(Fill(hint)));
        Assert.That(error.Trim(), Does.Not.Contain('\n'));
    }

    [TestCase("")]
    [TestCase("none")]
    [TestCase("list none")]
    [TestCase("run --none")]
    [TestCase("run --timeout soon")]
    [TestCase("emulate")]
    public async Task Usage_errors_name_the_help_that_explains(string arguments)
    {
        (int code, _, string error) = await Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.TrimEnd(), Does.EndWith("--help'"));
    }

    [Test]
    public async Task A_pattern_file_has_one_pattern_a_line()
    {
        string patterns = Path.Combine(_folder, "patterns");
        await File.WriteAllTextAsync(patterns, "# two commands\nsurface/stop\n\nsurface/cont # and a comment\n");

        (int code, string output, string error) = await Run("run", "-q", "--run", $"@{patterns}", "--min-cases", "2");

        Assert.That(code, Is.Zero, error);
        Assert.That(output, Does.Contain("2 passed"));
    }

    [Test]
    public async Task A_baseline_entry_that_passes_is_stale_and_fails_the_run()
    {
        string baseline = Path.Combine(_folder, "baseline.json");
        string[] failing = ["run", "-q", "--run", "surface/s*", "--target", "emu:mutant=offers-nothing", "--baseline", baseline];
        Assert.That((await Run([.. failing, "--update-baseline"])).Code, Is.Zero);
        Assert.That((await Run(failing)).Code, Is.Zero, "every failure is known");

        (int code, string output, _) = await Run("run", "-q", "--run", "surface/s*", "--baseline", baseline);

        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("stale").And.Contain("surface/stop"));
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = await CommandLine.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Fill(string text) => text.Replace("{folder}", _folder, StringComparison.Ordinal).Replace("{spec}", Path.Combine(Repository.Root, "spec", "qmp-2.3"), StringComparison.Ordinal).Replace("{free}", FreePort(), StringComparison.Ordinal);

    /// <summary>A port on which nothing listens: it was just given back.</summary>
    private static string FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
