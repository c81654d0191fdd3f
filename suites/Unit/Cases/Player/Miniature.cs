using System.Text;
using System.Text.Json;

using Harness.Cases.Run;
using Harness.Wire;

namespace Harness.Unit.Cases.Player;

/// <summary>
/// A tiny QMP server in memory, on a clock of its own that moves only while somebody waits. It is right; a test makes it wrong in one
/// way by a property. It is its own target and peer.
/// </summary>
public sealed class Miniature : ITarget, IPeer
{
    private readonly List<MiniatureConnection> _connections = [];

    /// <summary>Makes the server wrong: changes each line that it sends; null drops it.</summary>
    public Func<string, string?> Rewrite { get; init; } = line => line;

    /// <summary>Answers requests in its own way; false leaves a request to the right server.</summary>
    public Func<MiniatureConnection, string, bool> Handle { get; init; } = (_, _) => false;

    /// <summary>Cuts what is received into pieces of at most that many bytes.</summary>
    public int Slice { get; init; } = int.MaxValue;

    /// <summary>When set, the first receive of each connection ends at that many bytes.</summary>
    public int? FirstSlice { get; init; }

    public bool OffersOutOfBand { get; init; } = true;

    public bool Greets { get; init; } = true;

    public Exception? RefusesToConnect { get; set; }

    public string Description => "miniature";

    public string Kind => "miniature";

    public bool StartsFresh { get; init; } = true;

    public bool FreshForEachCase => true;

    public int Monitors { get; init; } = 2;

    public bool VirtualTime { get; init; } = true;

    public string? Death { get; set; }

    public MiniatureClock Clock { get; } = new();

    /// <summary>Connections that nobody has disposed.</summary>
    public int Open => _connections.Count(c => !c.IsDisposed);

    public bool Running { get; set; } = true;

    /// <summary>False for a server that documented examples hold to the type of the reply only.</summary>
    public bool Exactly { get; init; } = true;

    public bool AnswersExactly(string command) => Exactly;

    public string? CanBe(MachineReference machine) => null;

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel) => ValueTask.FromResult<IPeer>(this);

    public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel)
    {
        if (RefusesToConnect is { } exception)
        {
            throw exception;
        }

        MiniatureConnection connection = new(this);
        _connections.Add(connection);
        if (Greets)
        {
            connection.Say($$$"""{"QMP": {"version": {"qemu": {"micro": 0, "minor": 3, "major": 2}, "package": ""}, "capabilities": [{{{(OffersOutOfBand ? "\"oob\"" : "")}}}]}}""");
        }

        return ValueTask.FromResult<IByteChannel>(connection);
    }

    public void Advance(TimeSpan time) => Clock.Pass(time);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Sends an event to all who have negotiated.</summary>
    public void Emit(string name, string? data = null)
    {
        foreach (MiniatureConnection connection in _connections.Where(c => c.Negotiated))
        {
            connection.Say($$$"""{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "{{{name}}}"{{{(data is null ? "" : $", \"data\": {data}")}}}}""");
        }
    }

    /// <summary>The right server.</summary>
    internal void Answer(MiniatureConnection connection, string request)
    {
        if (Handle(connection, request))
        {
            return;
        }

        JsonElement message;
        try
        {
            message = JsonElement.Parse(request);
        }
        catch (JsonException)
        {
            connection.Say("""{"error": {"class": "GenericError", "desc": "JSON parse error"}}""");
            return;
        }

        string id = message.TryGetProperty("id", out JsonElement given) ? $", \"id\": {given.GetRawText()}" : "";
        string command = message.GetProperty(message.TryGetProperty("execute", out _) ? "execute" : "exec-oob").GetString()!;
        if (command == "qmp_capabilities" && !connection.Negotiated)
        {
            connection.Negotiated = true;
            connection.Say($$$"""{"return": {}{{{id}}}}""");
        }
        else if (!connection.Negotiated || command is not ("query-name" or "query-status" or "query-version" or "stop" or "cont" or "quit"))
        {
            connection.Say($$$"""{"error": {"class": "CommandNotFound", "desc": "no"}{{{id}}}}""");
        }
        else
        {
            Execute(connection, command, id);
        }
    }

    private void Execute(MiniatureConnection connection, string command, string id)
    {
        string result = command switch
        {
            "query-status" => $$$"""{"running": {{{(Running ? "true" : "false")}}}, "status": "{{{(Running ? "running" : "paused")}}}"}""",
            _ => "{}",
        };
        if (command is "stop" or "cont" && Running != (command == "cont"))
        {
            Running = command == "cont";
            Emit(Running ? "RESUME" : "STOP");
        }

        connection.Say($$$"""{"return": {{{result}}}{{{id}}}}""");
        if (command == "quit")
        {
            Death = "exit code 0";
            _connections.ForEach(c => c.Close());
        }
    }
}

/// <summary>Time that passes because somebody waits for it.</summary>
public sealed class MiniatureClock : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Now => TimeSpan.FromTicks(_ticks);

    public override long GetTimestamp() => _ticks;

    public void Pass(TimeSpan time) => _ticks += time.Ticks;
}

/// <summary>One connection of a miniature; what it sends may come later.</summary>
public sealed class MiniatureConnection(Miniature server) : IByteChannel
{
    private readonly Queue<(TimeSpan Due, ReadOnlyMemory<byte> Bytes, ChannelRead? End)> _output = new();
    private readonly MessageReader _reader = new(JsonFlavour.Qemu, WireLimits.Default);
    private bool _first = true;

    public bool Negotiated { get; set; }

    public bool IsDisposed { get; private set; }

    public bool OutputEnded { get; private set; }

    public Miniature Server => server;

    /// <summary>Sends a line, as the server's wrongness changes it.</summary>
    public void Say(string line, TimeSpan delay = default)
    {
        if (server.Rewrite(line + "\r\n") is { Length: > 0 } text)
        {
            SayBytes(Encoding.Latin1.GetBytes(text), delay);
        }
    }

    public void SayBytes(ReadOnlyMemory<byte> bytes, TimeSpan delay = default) => _output.Enqueue((server.Clock.Now + delay, bytes, null));

    public void Close() => _output.Enqueue((server.Clock.Now, default, ChannelRead.Closed));

    public void Break(string detail) => _output.Enqueue((server.Clock.Now, default, new ChannelRead(ChannelReadKind.Broken, default, detail)));

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _reader.Feed(bytes);
        while (_reader.TryRead(out WireMessage message))
        {
            server.Answer(this, Encoding.UTF8.GetString(message.Raw.Span));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask EndOutputAsync(CancellationToken cancel)
    {
        OutputEnded = true;
        Close();
        return ValueTask.CompletedTask;
    }

    public ValueTask<ChannelRead> ReceiveAsync(TimeSpan patience, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancel.ThrowIfCancellationRequested();
        TimeSpan deadline = server.Clock.Now + patience;
        if (!_output.TryPeek(out (TimeSpan Due, ReadOnlyMemory<byte> Bytes, ChannelRead? End) head) || head.Due > deadline)
        {
            server.Clock.Pass(patience);
            return ValueTask.FromResult(ChannelRead.Silence);
        }

        server.Clock.Pass(head.Due > server.Clock.Now ? head.Due - server.Clock.Now : TimeSpan.Zero);
        return ValueTask.FromResult(head.End ?? new ChannelRead(ChannelReadKind.Bytes, Cut()));
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private ReadOnlyMemory<byte> Cut()
    {
        (TimeSpan due, ReadOnlyMemory<byte> bytes, ChannelRead? _) = _output.Dequeue();
        int length = Math.Min(bytes.Length, _first ? server.FirstSlice ?? server.Slice : server.Slice);
        _first = false;
        if (length < bytes.Length)
        {
            (TimeSpan, ReadOnlyMemory<byte>, ChannelRead?)[] rest = [.. _output];
            _output.Clear();
            _output.Enqueue((due, bytes[length..], null));
            Array.ForEach(rest, _output.Enqueue);
        }

        return bytes[..length];
    }
}
