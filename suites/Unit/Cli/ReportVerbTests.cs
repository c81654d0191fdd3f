using Harness.Cli;

namespace Harness.Unit.Cli;

/// <summary>Reports made after the fact, through the command line.</summary>
public sealed class ReportVerbTests
{
    private static readonly string[] Names = ["coverage.cobertura.xml", "diagnostics.sarif", "index.html", "junit.xml", "results.ndjson", "results.trx", "summary.md"];

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("report").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_report_directory_gets_every_format_and_so_does_convert()
    {
        await Run(0, "run -q --run surface/s* --report-dir {folder}/run");
        Assert.That(Files("run"), Is.EqualTo(Names));

        await Run(0, "report convert {folder}/run/results.ndjson --report-dir {folder}/again");
        Assert.That(Files("again"), Is.EqualTo(Names));
        foreach (string name in Names)
        {
            Assert.That(await Text($"again/{name}"), Is.EqualTo(await Text($"run/{name}")), name);
        }
    }

    [Test]
    public async Task Transcripts_go_into_the_report_directory_unless_told_elsewhere()
    {
        await Run(0, "run -q --run surface/stop --report-dir {folder}/run --record");
        await Run(0, "run -q --run surface/stop --report-dir {folder}/other --record {folder}/elsewhere");
        await Run(0, "run -q --run surface/stop --report-dir {folder}/none");

        Assert.That(Directory.GetFiles(Path.Combine(_folder, "run", "transcripts", "surface")).Select(f => Path.GetFileName(f)), Is.EqualTo(new[] { "stop.qmpt" }));
        Assert.That(Directory.Exists(Path.Combine(_folder, "other", "transcripts")) || Directory.Exists(Path.Combine(_folder, "none", "transcripts")), Is.False);
        Assert.That(File.Exists(Path.Combine(_folder, "elsewhere", "surface", "stop.qmpt")), Is.True);
    }

    [Test]
    public async Task An_updated_baseline_keeps_reasons_and_makes_the_next_run_green()
    {
        string mutant = "--target emu:mutant=offers-nothing --run surface/s* --baseline {folder}/baseline";
        await Run(2, $"run -q {mutant}");
        await Run(0, $"run -q {mutant} --update-baseline");
        string text = await Text("baseline");
        await File.WriteAllTextAsync(Path.Combine(_folder, "baseline"), text.Replace("not explained", "told to do so", StringComparison.Ordinal));

        Assert.That(await Run(0, $"run {mutant}"), Does.Contain(" 0 failed"));
        await Run(0, $"run -q {mutant} --update-baseline");
        Assert.That(await Text("baseline"), Does.Contain("told to do so").And.Not.Contain("not explained"));
        Assert.That(await Run(1, "run -q --run surface/s* --baseline {folder}/baseline"), Does.Contain("stale baseline entry").And.Contain("surface/stop"));
    }

    [Test]
    public async Task An_entry_that_has_expired_is_red_and_an_update_says_so()
    {
        string mutant = "--target emu:mutant=offers-nothing --run surface/stop --baseline {folder}/baseline";
        await File.WriteAllTextAsync(Path.Combine(_folder, "baseline"), """{ "target": "t", "entries": [ { "id": "surface/stop", "reason": "r", "expires": "2020-01-31" } ] }""");

        Assert.That(await Run(1, $"run -q {mutant}"), Does.Contain("expired on 2020-01-31"));
        Assert.That(await Run(0, $"run -q {mutant} --update-baseline"), Does.Contain("has expired").And.Contain("  surface/stop"));
        Assert.That(await Text("baseline"), Does.Contain("2020-01-31"));
    }

    [Test]
    public async Task Shards_merged_have_the_cases_of_the_whole_run()
    {
        await Run(0, "run -q --run surface/** --run qmp.** --report ndjson:{folder}/whole");
        await Run(0, "run -q --run surface/** --run qmp.** --shard 1/2 --report ndjson:{folder}/1");
        await Run(0, "run -q --run surface/** --run qmp.** --shard 2/2 --report ndjson:{folder}/2");
        await Run(0, "report merge {folder}/2 {folder}/1 --to ndjson:{folder}/merged");

        Assert.That(await WithoutTimes("merged"), Is.EqualTo(await WithoutTimes("whole")));
    }

    [Test]
    public async Task A_missing_shard_ends_with_2_and_is_named()
    {
        await Run(0, "run -q --run surface/** --shard 1/3 --report ndjson:{folder}/1");
        Assert.That(await Run(2, "report merge {folder}/1 --to ndjson:{folder}/merged"), Does.Contain("missing shards 2/3, 3/3"));
        Assert.That(await Run(2, "report merge {folder}/1 {folder}/1 --to ndjson:{folder}/merged"), Does.Contain("shard 1/3 is there twice"));
    }

    [Test]
    public async Task Merge_ends_as_the_whole_run_would()
    {
        await Run(1, "run -q --run surface/s* --target emu:mutant=offers-nothing --report ndjson:{folder}/red");
        await Run(1, "report merge {folder}/red --to markdown:{folder}/summary.md");
        await Run(0, "report convert {folder}/red --to markdown:{folder}/summary.md");
        await Run(0, "report html {folder}/red --against {folder}/red -o {folder}/page.html");
    }

    [Test]
    public async Task A_torn_file_is_converted_and_said_to_be_torn()
    {
        await Run(0, "run -q --run surface/s* --report ndjson:{folder}/whole");
        string text = await Text("whole");
        await File.WriteAllTextAsync(Path.Combine(_folder, "torn"), text[..^200]);

        Assert.That(await Run(0, "report convert {folder}/torn --to markdown:{folder}/summary.md"), Does.Contain("did not end"));
        Assert.That(await Text("summary.md"), Does.Contain("incomplete"));
        await Run(3, "report merge {folder}/torn --to markdown:{folder}/summary.md");
    }

    [TestCase("report convert {folder}/none", "{folder}/none")]
    [TestCase("report convert {folder}/empty", "is no results.ndjson")]
    [TestCase("report convert {folder}/empty --to pdf", "is no results.ndjson")]
    [TestCase("run --rerun-failed {folder}/none", "{folder}/none")]
    public async Task What_is_no_run_ends_with_2(string arguments, string message)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "empty"), "");
        Assert.That(await Run(2, arguments), Does.Contain(message.Replace("{folder}", _folder, StringComparison.Ordinal)));
    }

    [Test]
    public async Task Only_what_failed_is_run_again()
    {
        await Run(1, "run -q --run surface/s* --run qmp.greeting.** --target emu:mutant=no-greeting --report ndjson:{folder}/red");
        string[] failed = [.. (await File.ReadAllLinesAsync(Path.Combine(_folder, "red"))).Where(l => l.Contains("\"verdict\":\"fail\"", StringComparison.Ordinal) || l.Contains("\"verdict\":\"error\"", StringComparison.Ordinal))];
        await Run(0, "run -q --rerun-failed {folder}/red --report ndjson:{folder}/again");

        Assert.That((await File.ReadAllLinesAsync(Path.Combine(_folder, "again"))).Length, Is.EqualTo(failed.Length + 2).And.GreaterThan(2));
    }

    [Test]
    public async Task Coverage_is_given_to_the_generator_with_the_folders_that_the_spec_is_below()
    {
        await Run(0, "run -q --run surface/s* --report ndjson:{folder}/results");
        await MakeProgram("echo \"$@\" > {folder}/arguments; echo made > {folder}/coverage/index.html");

        Assert.That(await Run(0, "report coverage {folder}/results --generator {folder}/generator"), Does.Contain(Path.Combine(_folder, "coverage", "index.html")));
        Assert.That(await Text("arguments"), Does.Contain($"-reports:{_folder}/coverage/coverage.cobertura.xml").And.Contain($"-targetdir:{_folder}/coverage").And.Match($"-sourcedirs:.*{Repository.Root}"));
        Assert.That(await Text("coverage/coverage.cobertura.xml"), Does.Contain("spec/qmp-2.3/"));
    }

    [Test]
    public async Task A_generator_that_fails_ends_with_2_and_its_last_words()
    {
        await Run(0, "run -q --run surface/s* --report ndjson:{folder}/results");
        await MakeProgram("echo first; echo no such report >&2; exit 7");

        Assert.That(await Run(2, "report coverage {folder}/results --generator {folder}/generator"), Does.Contain("ended with 7: no such report"));
        Assert.That(await Run(2, "report coverage {folder}/results --generator {folder}/nothing"), Does.Contain("cannot start ReportGenerator"));
    }

    private async Task MakeProgram(string script)
    {
        string path = Path.Combine(_folder, "generator");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script.Replace("{folder}", _folder, StringComparison.Ordinal)}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string[] Files(string folder) => [.. Directory.GetFiles(Path.Combine(_folder, folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private Task<string> Text(string name) => File.ReadAllTextAsync(Path.Combine(_folder, name));

    /// <summary>Case lines and counts; times differ from run to run.</summary>
    private async Task<IEnumerable<string>> WithoutTimes(string name) => (await File.ReadAllLinesAsync(Path.Combine(_folder, name))).Skip(1)
        .Select(l => System.Text.RegularExpressions.Regex.Replace(l, "\"(elapsed|at)_us\":[0-9]+", ""));

    private async Task<string> Run(int code, string arguments)
    {
        using StringWriter output = new();
        string[] words = [.. arguments.Split(' ').Select(w => w.Replace("{folder}", _folder, StringComparison.Ordinal))];
        Assert.That(await CommandLine.RunAsync(words, output, output), Is.EqualTo(code), $"{arguments}\n{output}");
        return output.ToString();
    }
}
