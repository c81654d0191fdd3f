using Harness.Cases.Run;
using Harness.Cli;
using Harness.Cli.Targets;
using Harness.Cli.Verifying;
using Harness.Schema.Model;
using Harness.Transcripts.Compare;
using Harness.Transcripts.Format;
using Harness.Unit.Transport;

namespace Harness.Unit.Transcripts;

/// <summary>Every case of every suite, recorded on the emulator: verified against the emulator nothing differs, and against a mutant something does.</summary>
public sealed class VerifyEverySuiteTests
{
    private static readonly string Spec = Path.Combine(Repository.Root, "spec", "qmp-2.3");

    [Test]
    [CancelAfter(300_000)]
    public async Task What_the_emulator_answered_it_answers_again(CancellationToken cancel)
    {
        using TemporaryFolder folder = new();
        Assert.That(await RecordAsync(folder.File("a")), Is.Zero);
        string[] files = [.. Directory.EnumerateFiles(folder.File("a"), "*.qmpt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.That(files, Has.Length.GreaterThan(2000));

        QmpSchema schema = Specs.Load(Spec);
        await using EmulatorTarget target = EmulatorTarget.Parse("", schema, seed: 1);
        List<string> differing = [];
        int compared = 0;
        foreach (string file in files)
        {
            (IReadOnlyList<Difference> differences, int count) = await VerifyAsync(file, target, schema, cancel);
            compared += count;
            if (differences.Count > 0)
            {
                differing.Add($"{Path.GetRelativePath(folder.File("a"), file)}: {differences[0]}");
            }
        }

        Assert.That(differing, Is.Empty);
        Assert.That(compared, Is.GreaterThan(10_000));
    }

    [Test]
    public async Task Recording_twice_gives_the_same_bytes()
    {
        using TemporaryFolder folder = new();
        await RecordAsync(folder.File("a"), "--run", "behaviour/**", "-j", "2");
        await RecordAsync(folder.File("b"), "--run", "behaviour/**", "-j", "1");
        string[] files = [.. Directory.EnumerateFiles(folder.File("a"), "*.qmpt", SearchOption.AllDirectories)];

        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Where(f => !File.ReadAllBytes(f).SequenceEqual(File.ReadAllBytes(f.Replace(folder.File("a"), folder.File("b"), StringComparison.Ordinal)))), Is.Empty);
    }

    [TestCase("wrong-error-class", DifferenceKind.ErrorClass)]
    [TestCase("no-stop-event", DifferenceKind.MissingEvent)]
    [TestCase("lost-id", DifferenceKind.MissingReply)]
    public async Task A_wrong_server_differs_in_the_way_in_which_it_is_wrong(string mutant, DifferenceKind kind)
    {
        using TemporaryFolder folder = new();
        await RecordAsync(folder.File("a"), "--run", "qmp.**", "--run", "behaviour/st*/**", "--run", "surface/**");
        QmpSchema schema = Specs.Load(Spec);
        await using EmulatorTarget target = EmulatorTarget.Parse($"mutant={mutant}", schema, seed: 1);
        HashSet<DifferenceKind> found = [];
        foreach (string file in Directory.EnumerateFiles(folder.File("a"), "*.qmpt", SearchOption.AllDirectories))
        {
            found.UnionWith((await VerifyAsync(file, target, schema, CancellationToken.None)).Differences.Select(d => d.Kind));
        }

        Assert.That(found, Does.Contain(kind));
    }

    private static async Task<int> RecordAsync(string folder, params string[] selection)
    {
        StringWriter output = new();
        return await CommandLine.RunAsync(["run", "-q", "--spec", Spec, "--no-redact", "--record", folder, .. selection], output, output);
    }

    private static async Task<(IReadOnlyList<Difference> Differences, int Compared)> VerifyAsync(string file, EmulatorTarget target, QmpSchema schema, CancellationToken cancel)
    {
        using TranscriptReader reader = TranscriptReader.Open(File.OpenRead(file));
        List<Difference> differences = [];
        await using IPeer peer = await target.StartAsync(VerifySession.MachineOf(reader.Header), cancel);
        await using Verification verification = new(peer, target.VirtualTime, schema, TimeSpan.FromSeconds(5), record: null, differences.Add);
        await verification.RunAsync(reader, file, cancel);
        return (differences, verification.Compared);
    }
}
