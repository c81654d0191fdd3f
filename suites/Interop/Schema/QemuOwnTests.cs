using System.Globalization;

using Harness.Schema;
using Harness.Schema.Source;
using Harness.Unit;

namespace Harness.Interop.Schema;

/// <summary>
/// QEMU's tests of its own schema compiler: <c>NAME.json</c> is refused when <c>NAME.err</c> says something. Held against ours;
/// each disagreement is a line of <c>known-disagreements.txt</c>.
/// </summary>
public sealed class QemuOwnTests
{
    private const string Folder = "tests/qapi-schema";

    [Test]
    public void Accepts_and_refuses_what_QEMU_does()
    {
        string[] names = Names();
        string[] disagreements = [.. names.Where(n => Refusals(n).Any() != (Expected(n).Length > 0))];
        TestContext.Out.WriteLine($"figure: {names.Length - disagreements.Length} of {names.Length} of QEMU's own tests of its schema compiler agree on accept or refuse");

        Assert.That(names, Has.Length.GreaterThanOrEqualTo(200));
        Assert.That(disagreements, Is.EquivalentTo(Known().Keys), "see suites/Interop/Schema/known-disagreements.txt");
    }

    [Test]
    public void Refuses_the_definition_that_QEMU_does()
    {
        string[] refused = [.. Names().Where(n => Place(n) is not null && !Known().ContainsKey(n))];
        List<string> elsewhere = [.. refused.Where(n => !Refusals(n).Any(d => Item(d.Span.File, d.Span.Line) == Place(n))).Select(n => $"{n}: {Expected(n).Trim()}")];
        TestContext.Out.WriteLine($"figure: {refused.Length - elsewhere.Count} of {refused.Length} refusals are of the same definition or its documentation");
        elsewhere.ForEach(TestContext.Out.WriteLine);

        Assert.That(elsewhere, Has.Count.LessThanOrEqualTo(4), "circles are closed by either of two definitions; the others should agree");
    }

    [Test]
    public void Disagreements_have_reasons() => Assert.That(Known().Values, Has.None.Empty);

    private static string[] Names() =>
        [.. Directory.EnumerateFiles(QemuSource.Path(Folder), "*.err").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    private static string Expected(string name) => File.ReadAllText(QemuSource.Path($"{Folder}/{name}.err"));

    private static IEnumerable<Diagnostic> Refusals(string name) =>
        SchemaSources.Load($"{name}.json", new FilesBelow(QemuSource.Path(Folder))).Diagnostics.Where(d => d.Severity == Severity.Error);

    /// <summary>What QEMU's message is about; null when it names no place in a file.</summary>
    private static string? Place(string name) =>
        Expected(name).Split('\n').Where(l => !l.StartsWith("In file included", StringComparison.Ordinal)).Select(l => l.Split(':'))
            .Where(p => p.Length > 2 && int.TryParse(p[1], out _)).Select(p => Item(p[0], int.Parse(p[1], CultureInfo.InvariantCulture))).FirstOrDefault();

    /// <summary>The top-level expression of a line, its documentation included: QEMU names the first line of one, we the culprit's.</summary>
    private static string Item(string file, int line)
    {
        string path = QemuSource.Path($"{Folder}/{file}");
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        int expression = lines.Take(line).Count(l => l.StartsWith('{'));
        return $"{file} {(line > 0 && line <= lines.Length && lines[line - 1].StartsWith('#') ? expression + 1 : expression)}";
    }

    private static Dictionary<string, string> Known() =>
        File.ReadLines(Path.Combine(Repository.Root, "suites", "Interop", "Schema", "known-disagreements.txt"))
            .Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);

    private sealed class FilesBelow(string folder) : ISourceFiles
    {
        private readonly DiskSourceFiles _disk = new();

        public string? Read(string path) => _disk.Read(Path.Combine(folder, path));

        public bool DirectoryExists(string path) => false;
    }
}
