using Harness.Emulator.Events;

namespace Harness.Emulator;

/// <summary>The open connections of an emulator, in the order in which they were opened, and which of them have news.</summary>
internal sealed class Connections : IEventReceivers
{
    private readonly List<EmulatorConnection> _open = [];
    private readonly List<MonitorSession> _touched = [];

    public bool IsEmpty => _open.Count == 0;

    public void Add(EmulatorConnection connection) => _open.Add(connection);

    public void Remove(EmulatorConnection connection) => _open.Remove(connection);

    /// <summary>Records that a connection has something new for its host.</summary>
    public void Touch(MonitorSession monitor)
    {
        if (!monitor.IsTouched)
        {
            monitor.IsTouched = true;
            _touched.Add(monitor);
        }
    }

    /// <summary>The connections with news since the last call, but for the active one, whose host looks anyway.</summary>
    public EmulatorConnection[] TakeTouched(EmulatorConnection? active)
    {
        if (_touched.Count == 0)
        {
            return [];
        }

        bool others = _touched.Count > 1 || _touched[0] != active?.Monitor;
        EmulatorConnection[] news = others ? TouchedBut(active) : [];
        foreach (MonitorSession monitor in _touched)
        {
            monitor.IsTouched = false;
        }

        _touched.Clear();
        return news;
    }

    public void EndAll()
    {
        foreach (EmulatorConnection connection in _open.Where(c => !c.Monitor.IsEnded))
        {
            connection.Monitor.End();
            Touch(connection.Monitor);
        }
    }

    public void Receive(ReadOnlySpan<byte> line)
    {
        foreach (EmulatorConnection connection in _open)
        {
            connection.Monitor.SendEvent(line);
        }
    }

    /// <summary>Apart from its caller, which runs for every request, because a lambda that captures costs its method an allocation.</summary>
    private EmulatorConnection[] TouchedBut(EmulatorConnection? active) => [.. _open.Where(c => c.Monitor.IsTouched && c != active)];
}
