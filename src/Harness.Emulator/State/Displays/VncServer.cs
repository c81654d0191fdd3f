using Harness.Emulator.Clock;
using Harness.Emulator.Events;
using Harness.Emulator.Output;

namespace Harness.Emulator.State.Displays;

/// <summary>
/// A VNC server with its clients, and visitors that come while it runs: <c>{ "id", "host", "service", "family", "auth", "vencrypt",
/// "display", "password", "clients": [ … ], "visitors": [ { "after": MILLISECONDS, "password": TEXT, "stays": MILLISECONDS, … } ] }</c>.
/// One without <c>service</c> listens nowhere.
/// </summary>
internal sealed class VncServer
{
    private static readonly string[] _auths = ["none", "vnc", "ra2", "ra2ne", "tight", "ultra", "tls", "vencrypt", "sasl"];
    private static readonly string[] _subAuths = ["plain", "tls-none", "x509-none", "tls-vnc", "x509-vnc", "tls-plain", "x509-plain", "tls-sasl", "x509-sasl"];

    private readonly EmulatorClock _clock;
    private readonly Scheduler _scheduler;
    private readonly EventSender _events;
    private readonly List<VncClient> _clients;
    private readonly string? _display;
    private string _auth;
    private string? _subAuth;
    private NetworkEnd? _end;

    public VncServer(MachineSection section, MachineEnvironment environment)
    {
        (_clock, _scheduler, _events) = (environment.Clock, environment.Scheduler, environment.Events);
        Id = section.String("id", "default");
        NetworkEnd end = NetworkEnd.Read(section, "service");
        _end = section.Has("service") ? end : null;
        _auth = _auths[section.OneOf("auth", 0, _auths)];
        _subAuth = section.Has("vencrypt") ? _subAuths[section.OneOf("vencrypt", 0, _subAuths)] : null;
        _display = section.OptionalString("display");
        Password = new DisplayPassword(section.OptionalString("password"));
        _clients = [.. section.Objects("clients").Select(VncClient.Read)];
        foreach (MachineSection visitor in section.Objects("visitors"))
        {
            Invite(visitor);
        }
    }

    public string Id { get; }

    public DisplayPassword Password { get; }

    public bool IsListening => _end is not null;

    /// <summary>Whether clients have to prove who they are, so that a password may be set.</summary>
    public bool AsksPassword => _auth != "none";

    private bool ChecksPassword => _auth == "vnc" || (_auth == "vencrypt" && _subAuth is "tls-vnc" or "x509-vnc");

    /// <summary>Listens elsewhere; who is connected stays.</summary>
    public void Listen(VncAddress address)
    {
        _end = address.End;
        _auth = address.AsksPassword ? "vnc" : "none";
        _subAuth = null;
    }

    /// <summary>A client is there that has not proved yet who it is.</summary>
    public void Connect(VncClient client)
    {
        _clients.Add(client);
        Tell("VNC_CONNECTED", client.WriteBasic);
    }

    /// <summary>Writes the members of QAPI <c>VncInfo</c>.</summary>
    public void WriteInfo(DataWriter data)
    {
        data.Bool("enabled", IsListening);
        if (_end is { } end)
        {
            end.Write(data, "service");
            data.String("auth", _subAuth is null ? _auth : $"{_auth}+{_subAuth.Replace('-', '+')}");
            WriteClients(data);
        }
    }

    /// <summary>Writes the members of QAPI <c>VncInfo2</c>.</summary>
    public void WriteServer(DataWriter data)
    {
        data.String("id", Id);
        data.BeginArray("server");
        if (_end is not null)
        {
            data.BeginObject();
            WriteEnd(data);
            data.EndObject();
        }

        data.EndArray();
        WriteClients(data);
        data.String("auth", _auth);
        data.OptionalString("vencrypt", _subAuth);
        data.OptionalString("display", _display);
    }

    private void WriteClients(DataWriter data)
    {
        data.BeginArray("clients");
        foreach (VncClient client in _clients)
        {
            data.BeginObject();
            client.Write(data);
            data.EndObject();
        }

        data.EndArray();
    }

    private void WriteEnd(DataWriter data)
    {
        (_end ?? NetworkEnd.Passed).Write(data, "service");
        data.Bool("websocket", false);
    }

    private void Invite(MachineSection section)
    {
        VncClient client = VncClient.Read(section);
        string? password = section.OptionalString("password");
        long stays = section.Int("stays", -1, 0, int.MaxValue);
        _scheduler.After(TimeSpan.FromMilliseconds(section.Int("after", 0, 0, int.MaxValue)), () => Arrive(client, password, stays));
    }

    private void Arrive(VncClient client, string? password, long stays)
    {
        if (!IsListening)
        {
            return;
        }

        Connect(client);
        if (ChecksPassword && !Password.Admits(password, _clock.SinceEpoch))
        {
            Leave(client);
            return;
        }

        Tell("VNC_INITIALIZED", client.Write);
        if (stays >= 0)
        {
            _scheduler.After(TimeSpan.FromMilliseconds(stays), () => Leave(client));
        }
    }

    private void Leave(VncClient client)
    {
        _clients.Remove(client);
        Tell("VNC_DISCONNECTED", client.Write);
    }

    private void Tell(string name, Action<DataWriter> client) => _events.Emit(name, data =>
    {
        data.BeginObject("server");
        WriteEnd(data);
        data.String("auth", _auth);
        data.EndObject();
        data.BeginObject("client");
        client(data);
        data.EndObject();
    });
}
