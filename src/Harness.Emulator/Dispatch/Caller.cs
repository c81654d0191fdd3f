namespace Harness.Emulator.Dispatch;

/// <summary>Who asked: for commands that concern the connection itself.</summary>
/// <param name="OutOfBand">Asked by <c>exec-oob</c>: must be answered without waiting.</param>
internal readonly record struct Caller(MonitorSession Monitor, bool OutOfBand);
