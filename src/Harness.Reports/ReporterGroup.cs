using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>Several reporters as one: each event goes to all, in the order in which they were added.</summary>
public sealed class ReporterGroup : IReporter
{
    private readonly List<IReporter> _reporters = [];

    /// <summary>The group disposes it from now on.</summary>
    public void Add(IReporter reporter) => _reporters.Add(reporter);

    public void Report(RunEvent runEvent) => _reporters.ForEach(r => r.Report(runEvent));

    public void Dispose() => _reporters.ForEach(r => r.Dispose());
}
