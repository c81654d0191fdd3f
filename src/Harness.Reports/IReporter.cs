using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// Writes one format as a fold over run events. Events come in order from one thread at a time.
/// Disposal without an <see cref="RunEvent.Ended"/> leaves a readable file that says the run is incomplete.
/// </summary>
public interface IReporter : IDisposable
{
    void Report(RunEvent runEvent);
}
