using Harness.Emulator.Clock;
using Harness.Emulator.Dispatch;
using Harness.Emulator.Events;
using Harness.Emulator.Mutants;
using Harness.Emulator.State;
using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Emulator;

/// <summary>
/// A QMP server without a virtual machine: one machine, any number of monitor connections. Never touches a socket or a file.
/// Everything happens under one lock, so any thread may call any member.
/// </summary>
public sealed class Emulator
{
    private readonly Lock _gate = new();
    private readonly EmulatorOptions _options;
    private readonly EmulatorClock _clock;
    private readonly Scheduler _scheduler;
    private readonly CommandTable _commands;
    private readonly MonitorServices _services;
    private readonly Connections _connections = new();

    /// <exception cref="ArgumentException">There is no such mutant.</exception>
    /// <exception cref="MachineFormatException">The machine's state is wrong.</exception>
    /// <exception cref="InvalidOperationException">A built-in handler has a wrong name or shape.</exception>
    public Emulator(QmpSchema schema, EmulatorOptions options)
        : this(schema, options, MutantCatalogue.ConductOf(options.Mutant))
    {
    }

    internal Emulator(QmpSchema schema, EmulatorOptions options, Conduct conduct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.OutputLimit, 1);
        _options = options;
        _clock = new EmulatorClock(options.Clock);
        _scheduler = new Scheduler(_clock);
        EventSender events = new(schema, _clock, _scheduler, conduct, _connections);
        Machine machine = new(new MachineEnvironment(options.Machine, schema, _clock, _scheduler, events, new SeededRandom(options.Seed), options.Version));
        _commands = new CommandTable(schema, options.OutOfBand, HandlerCatalogue.BuiltIn.For(machine));
        _services = new MonitorServices(machine, new Dispatcher(_commands, machine, conduct), conduct, _connections.Touch, CommandExecuted);
    }

    /// <summary>True when time passes by <see cref="Advance"/> alone.</summary>
    public bool IsVirtualTime => _clock.IsVirtual;

    /// <summary>Time since the machine started.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _clock.Elapsed;
            }
        }
    }

    /// <summary>Until the next scheduled action of the machine, zero when it is overdue; null when none is scheduled.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _scheduler.NextDue is { } due ? TimeSpan.FromTicks(Math.Max(0, (due - _clock.Elapsed).Ticks)) : null;
            }
        }
    }

    /// <summary>True once <c>quit</c> was executed; all connections are closed then.</summary>
    public bool HasQuit
    {
        get
        {
            lock (_gate)
            {
                return _services.Machine.HasQuit;
            }
        }
    }

    /// <summary>Something was scheduled or happened, so <see cref="NextDue"/> may be another. Raised outside the lock.</summary>
    internal event Action? Acted;

    /// <summary>The real clock; null for a virtual one.</summary>
    internal TimeProvider? Clock => _options.Clock;

    /// <summary>Opens a monitor connection; the greeting is in its output at once. After <c>quit</c> it is closed at once.</summary>
    public EmulatorConnection Connect()
    {
        lock (_gate)
        {
            EmulatorConnection connection = new(this, new MonitorSession(_services, _options.OutOfBand, _options.OutputLimit));
            if (_services.Machine.HasQuit)
            {
                connection.Monitor.TakeOutput();
                connection.Monitor.End();
            }

            _connections.Add(connection);
            return connection;
        }
    }

    /// <summary>True where a handler answers the command; false where its reply is made from the schema, and for a command that there is not.</summary>
    public bool IsStateful(string command) => _commands.Find(command) is { IsStateful: true };

    /// <summary>Moves the virtual clock, running what becomes due on the way in order of time, then of scheduling.</summary>
    /// <exception cref="InvalidOperationException">The clock is not virtual.</exception>
    public void Advance(TimeSpan time)
    {
        if (!_clock.IsVirtual)
        {
            throw new InvalidOperationException("only a virtual clock can be advanced");
        }

        EmulatorConnection[] ready;
        lock (_gate)
        {
            _scheduler.Advance(time);
            ready = EndTurn(null);
        }

        Announce(ready);
    }

    /// <summary>Runs what the clock has made due; for hosts that wait for <see cref="NextDue"/> on a real clock.</summary>
    public void RunDue()
    {
        EmulatorConnection[] ready;
        lock (_gate)
        {
            _scheduler.RunDue();
            ready = EndTurn(null);
        }

        Announce(ready);
    }

    /// <summary>Does something to the machine that no command asked for, as a guest or a device would.</summary>
    internal void Act(Action<Machine> action)
    {
        EmulatorConnection[] ready;
        lock (_gate)
        {
            action(_services.Machine);
            ready = EndTurn(null);
        }

        Announce(ready);
    }

    internal void Receive(EmulatorConnection connection, ReadOnlyMemory<byte> bytes)
    {
        EmulatorConnection[] ready;
        lock (_gate)
        {
            _scheduler.RunDue();
            connection.Monitor.Receive(bytes);
            ready = EndTurn(connection);
        }

        Announce(ready);
    }

    internal void EndInput(EmulatorConnection connection)
    {
        EmulatorConnection[] ready;
        lock (_gate)
        {
            connection.Monitor.EndInput();
            ready = EndTurn(connection);
        }

        Announce(ready);
    }

    internal ReadOnlyMemory<byte> TakeOutput(EmulatorConnection connection)
    {
        ReadOnlyMemory<byte> taken;
        EmulatorConnection[] ready;
        lock (_gate)
        {
            taken = connection.Monitor.TakeOutput();
            ready = EndTurn(connection);
        }

        Announce(ready);
        return taken;
    }

    /// <summary>Names go with their connection. Sets go when no connection is left who could use them, while the machine runs: so does QEMU.</summary>
    internal void Disconnect(EmulatorConnection connection)
    {
        lock (_gate)
        {
            connection.Monitor.End();
            _connections.Remove(connection);
            _services.Machine.Descriptors.Forget(connection.Monitor);
            if (_connections.IsEmpty && _services.Machine.RunState.IsRunning)
            {
                _services.Machine.DescriptorSets.CloseGiven();
            }
        }
    }

    internal void Pass(EmulatorConnection connection, IReadOnlyList<HostDescriptor> descriptors)
    {
        lock (_gate)
        {
            _services.Machine.Descriptors.Pass(connection.Monitor, descriptors);
        }
    }

    internal void PassInvented(EmulatorConnection connection)
    {
        lock (_gate)
        {
            _services.Machine.Descriptors.Pass(connection.Monitor, [_services.Machine.DescriptorNumbers.Open()]);
        }
    }

    internal T Read<T>(EmulatorConnection connection, Func<MonitorSession, T> read)
    {
        lock (_gate)
        {
            return read(connection.Monitor);
        }
    }

    /// <summary>What was scheduled without delay follows the reply; the end of the machine is the end of all connections.</summary>
    private void CommandExecuted()
    {
        _scheduler.RunDue();
        if (_services.Machine.HasQuit)
        {
            _connections.EndAll();
        }
    }

    /// <summary>The connections, other than the active one, whose hosts are to be told.</summary>
    private EmulatorConnection[] EndTurn(EmulatorConnection? active)
    {
        if (_services.Machine.HasQuit)
        {
            _connections.EndAll();
        }

        return _connections.TakeTouched(active);
    }

    private void Announce(EmulatorConnection[] ready)
    {
        foreach (EmulatorConnection connection in ready)
        {
            connection.RaiseOutputReady();
        }

        if (_scheduler.TakeChanged())
        {
            Acted?.Invoke();
        }
    }
}
