using Harness.Cases.Run;
using Harness.Reports;

namespace Harness.Cli.Output;

/// <summary>The report files of a run, as <c>--report</c> and <c>--report-dir</c> ask for them. Opened before the run, so that a bad path costs no run.</summary>
internal sealed class ReportOutputs : IDisposable
{
    private static readonly (string Format, string File, Func<Stream, IReporter> Create)[] Formats =
    [
        ("ndjson", "results.ndjson", s => new NdjsonReporter(s)),
        ("junit", "junit.xml", s => new JUnitReporter(s)),
        ("trx", "results.trx", s => new TrxReporter(s)),
        ("markdown", "summary.md", s => new MarkdownReporter(s)),
        ("sarif", "diagnostics.sarif", s => new SarifReporter(s)),
        ("cobertura", "coverage.cobertura.xml", s => new CoberturaReporter(s)),
        ("html", "index.html", s => new HtmlReporter(s, null)),
    ];

    public static readonly string DefaultDirectory = Path.Combine("reports", "latest");

    private readonly ReporterGroup _reporters = new();
    private readonly List<string> _paths = [];

    private ReportOutputs()
    {
    }

    public static string FormatNames { get; } = string.Join(", ", Formats.Select(f => f.Format));

    /// <summary>The files, in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <exception cref="UsageException">An unknown format, or a file that cannot be written.</exception>
    public static ReportOutputs Open(IReadOnlyList<string> reports, string? directory)
    {
        ReportOutputs outputs = new();
        IReadOnlyList<string> wanted = reports.Count == 0 && directory is not null ? [.. Formats.Select(f => f.Format)] : reports;
        try
        {
            foreach (string report in wanted)
            {
                outputs.Add(report, directory ?? DefaultDirectory);
            }
        }
        catch
        {
            outputs.Dispose();
            throw;
        }

        return outputs;
    }

    public void Report(RunEvent runEvent) => _reporters.Report(runEvent);

    public void Dispose() => _reporters.Dispose();

    private void Add(string report, string directory)
    {
        string[] parts = report.Split(':', 2);
        int index = Array.FindIndex(Formats, f => f.Format == parts[0]);
        if (index < 0)
        {
            throw new UsageException($"--report {report}: no such format; they are {FormatNames}");
        }

        string path = parts.Length == 2 && parts[1].Length > 0 ? parts[1] : Path.Combine(directory, Formats[index].File);
        _reporters.Add(Formats[index].Create(Create(path)));
        _paths.Add(path);
    }

    /// <exception cref="UsageException">It cannot be written.</exception>
    internal static FileStream Create(string path)
    {
        try
        {
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            Directory.CreateDirectory(folder!);
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"cannot write the report '{path}': {e.Message}", e);
        }
    }
}
