using System.Buffers;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Mutants;
using Harness.Emulator.Output;
using Harness.Emulator.State;

namespace Harness.Emulator;

/// <summary>What the connections of one emulator share.</summary>
/// <param name="OutputAppeared">Told when a connection has something new to send.</param>
/// <param name="CommandExecuted">Told when a command was executed, and answered unless its reply comes later.</param>
internal sealed record MonitorServices(
    Machine Machine,
    Dispatcher Dispatcher,
    Conduct Conduct,
    Action<MonitorSession> OutputAppeared,
    Action CommandExecuted)
{
    /// <summary>The line being written.</summary>
    public ArrayBufferWriter<byte> Line { get; } = new(1024);

    /// <summary>The result being written.</summary>
    public DataWriter Scratch { get; } = new();
}
