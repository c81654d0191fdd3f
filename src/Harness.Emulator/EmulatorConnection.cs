using Harness.Emulator.State;

namespace Harness.Emulator;

/// <summary>
/// The server's end of one monitor connection: bytes in, bytes out. Any thread may call it; what is sent is handed out to one
/// reader at a time.
/// </summary>
public sealed class EmulatorConnection : IDisposable
{
    internal EmulatorConnection(Emulator emulator, MonitorSession monitor)
    {
        Emulator = emulator;
        Monitor = monitor;
    }

    /// <summary>
    /// Output appeared, or the server ended the connection, without a <see cref="Receive"/> of this connection: an event, a reply that was due
    /// later, the end of the machine. Raised outside the emulator's lock, on the thread that caused it.
    /// </summary>
    public event Action? OutputReady;

    /// <summary>True once the server has ended the connection and all its output was taken.</summary>
    public bool IsClosed => Emulator.Read(this, static m => m is { IsEnded: true, HasOutput: false });

    /// <summary>
    /// False while requests had better wait: output is not taken, or as many requests are in flight as out-of-band execution
    /// allows. Bytes received nevertheless are kept and looked at later.
    /// </summary>
    public bool WantsInput => Emulator.Read(this, static m => !m.IsPaused);

    /// <summary>Events dropped because the client did not read.</summary>
    public long DroppedEvents => Emulator.Read(this, static m => m.DroppedEvents);

    internal Emulator Emulator { get; }

    internal MonitorSession Monitor { get; }

    /// <summary>Takes bytes of the client, split or merged in any way. They are not needed afterwards.</summary>
    public void Receive(ReadOnlyMemory<byte> bytes) => Emulator.Receive(this, bytes);

    /// <summary>
    /// File descriptors came with the bytes that follow (SCM_RIGHTS). They belong to the emulator from now on, which closes each once, under
    /// its lock.
    /// </summary>
    public void Pass(IReadOnlyList<HostDescriptor> descriptors) => Emulator.Pass(this, descriptors);

    /// <summary>A file descriptor came with the bytes that follow, one of the emulator's own world.</summary>
    public void PassInvented() => Emulator.PassInvented(this);

    /// <summary>The client sends no more; the server answers what it was asked and closes.</summary>
    public void EndInput() => Emulator.EndInput(this);

    /// <summary>All bytes that are to be sent, valid until the next call; empty when there are none.</summary>
    public ReadOnlyMemory<byte> TakeOutput() => Emulator.TakeOutput(this);

    /// <summary>The client is gone.</summary>
    public void Dispose() => Emulator.Disconnect(this);

    internal void RaiseOutputReady() => OutputReady?.Invoke();
}
