using System.Diagnostics;
using System.Text.RegularExpressions;

using Harness.Unit;

namespace Harness.Interop.Slurm;

/// <summary>The README's Slurm array, word for word, on a cluster of this one machine.</summary>
public sealed partial class SlurmTests
{
    private string _folder = "";

    [SetUp]
    public async Task MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("slurm").FullName;
        string tool = Path.Combine(AppContext.BaseDirectory, "qmp-harness.dll");
        await WriteProgramAsync("bin/qmp-harness", $"#!/bin/sh\ncd '{Repository.Root}' && exec dotnet '{tool}' \"$@\"\n");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Shards_of_an_array_merged_are_the_whole_run()
    {
        await SubmitAsync("", 0);
        await RunAsync("bin/qmp-harness", "run", "-q", "--report", $"ndjson:{_folder}/whole.ndjson");

        string[] merged = Outcome("report/results.ndjson");
        TestContext.Out.WriteLine($"figure: 16 shards of a Slurm array merged: {merged.Length - 1} cases and counts equal to one whole run");
        Assert.That(merged, Is.EqualTo(Outcome("whole.ndjson")));
        Assert.That(merged, Has.Length.GreaterThan(3000));
        Assert.That(Directory.GetFiles(Path.Combine(_folder, "results"), "*.ndjson"), Has.Length.EqualTo(16));
    }

    [Test]
    public async Task A_server_that_is_wrong_ends_the_last_job_as_it_would_end_the_run()
    {
        await SubmitAsync(" --run 'surface/**' --target emu:mutant=offers-nothing", 1);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "merge.log")), Does.Contain(" failed,"));
    }

    [Test]
    public async Task A_task_that_was_lost_is_named()
    {
        await SubmitAsync(" --run 'surface/**'", 2, "[ $SLURM_ARRAY_TASK_ID = 7 ] && exit 1\n");

        Assert.That(await File.ReadAllTextAsync(Path.Combine(_folder, "merge.log")), Does.Contain("missing shard 7/16"));
    }

    /// <summary>Both scripts of the README, with a few more words where the tool is called.</summary>
    /// <param name="before">What each task does first.</param>
    private async Task SubmitAsync(string words, int code, string before = "")
    {
        // The tool runs where its spec is, so that paths have to be whole.
        string[] scripts = [.. Scripts().Select(s => s.Replace("ndjson:results/", $"ndjson:{_folder}/results/", StringComparison.Ordinal)
            .Replace("merge results/*.ndjson --report-dir report", $"merge {_folder}/results/*.ndjson --report-dir {_folder}/report", StringComparison.Ordinal))];
        Assert.That(scripts, Has.Length.EqualTo(2), "the README shows the array and how to submit it");
        string[] array = scripts[0].Replace("run -q", $"run -q{words}", StringComparison.Ordinal).Split("\nqmp-harness");
        await WriteProgramAsync("campaign.sh", $"{array[0]}\n{before}qmp-harness{array[1]}");
        await WriteProgramAsync("submit.sh", $"cd '{_folder}'\nexport PATH='{_folder}/bin':\"$PATH\"\n{scripts[1]}");
        (int ended, string output) = await StartAsync(Path.Combine(Repository.Root, "suites", "Interop", "Slurm", "with-slurm.sh"), "sh", Path.Combine(_folder, "submit.sh"));
        string log = Path.Combine(_folder, "merge.log");
        Assert.That(ended, Is.EqualTo(code), $"{output}\n{(File.Exists(log) ? await File.ReadAllTextAsync(log) : "no merge.log")}");
    }

    private static IEnumerable<string> Scripts() =>
        ShellBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(m => m.Groups[1].Value).Where(s => s.Contains("sbatch", StringComparison.OrdinalIgnoreCase));

    /// <summary>Ids, verdicts and counts, in order; times differ from run to run.</summary>
    private string[] Outcome(string name) =>
        [.. File.ReadLines(Path.Combine(_folder, name)).Skip(1).Select(l => Case().Match(l) is { Success: true } found ? found.Value : Counts().Match(l).Value)];

    private async Task RunAsync(string program, params string[] arguments)
    {
        (int code, string output) = await StartAsync(Path.Combine(_folder, program), arguments);
        Assert.That(code, Is.Zero, output);
    }

    private static async Task<(int Code, string Output)> StartAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private async Task WriteProgramAsync(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("\"id\":\"[^\"]*\".*?\"verdict\":\"[a-z]*\"")]
    private static partial Regex Case();

    [GeneratedRegex("\"counts\":\\{[^}]*\\}")]
    private static partial Regex Counts();
}
