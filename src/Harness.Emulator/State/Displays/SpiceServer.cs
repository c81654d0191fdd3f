using System.Globalization;

using Harness.Emulator.Clock;
using Harness.Emulator.Events;
using Harness.Emulator.Output;

namespace Harness.Emulator.State.Displays;

/// <summary>
/// The SPICE server with its channels, and visitors that come while it runs: <c>{ "host", "port": N, "tls-port": N, "auth": "spice",
/// "password", "mouse-mode", "compiled-version", "migrated", "channels": [ … ], "visitors": [ { "after", "password", "stays", … } ] }</c>.
/// </summary>
internal sealed class SpiceServer
{
    private static readonly string[] _auths = ["none", "spice"];
    private static readonly string[] _mouseModes = ["server", "client", "unknown"];
    private static readonly string[] _families = ["ipv4", "ipv6", "unix", "unknown"];

    private readonly EmulatorClock _clock;
    private readonly Scheduler _scheduler;
    private readonly EventSender _events;
    private readonly List<SpiceChannel> _channels;
    private readonly string _auth;
    private readonly string _mouseMode;
    private readonly string _version;
    private readonly string _host;
    private readonly string _family;
    private readonly long? _port;
    private readonly long? _tlsPort;
    private bool _migrated;

    public SpiceServer(MachineSection section, MachineEnvironment environment)
    {
        (_clock, _scheduler, _events) = (environment.Clock, environment.Scheduler, environment.Events);
        _auth = _auths[section.OneOf("auth", 1, _auths)];
        _mouseMode = _mouseModes[section.OneOf("mouse-mode", 0, _mouseModes)];
        _version = section.String("compiled-version", "0.12.5");
        _host = section.String("host", "0.0.0.0");
        _family = _families[section.OneOf("family", 0, _families)];
        _port = Port(section, "port");
        _tlsPort = Port(section, "tls-port");
        _migrated = section.Bool("migrated", false);
        Password = new DisplayPassword(section.OptionalString("password"));
        _channels = [.. section.Objects("channels").Select(SpiceChannel.Read)];
        foreach (MachineSection visitor in section.Objects("visitors"))
        {
            Invite(visitor);
        }
    }

    public DisplayPassword Password { get; }

    public bool AsksPassword => _auth == "spice";

    public bool HasClients => _channels.Count > 0;

    /// <summary>Where clients shall go when the machine has been migrated; null for nowhere.</summary>
    public SpiceDestination? Destination { get; set; }

    /// <summary>A client is there whose channels are not up yet.</summary>
    public void Connect(SpiceChannel channel) => Tell("SPICE_CONNECTED", channel, channel.WriteBasic, auth: false);

    public void DisconnectAll()
    {
        foreach (SpiceChannel channel in _channels.ToArray())
        {
            Leave(channel);
        }
    }

    /// <summary>The machine has been migrated: clients that were told where to go have gone.</summary>
    public void CompleteMigration()
    {
        if (Destination is not null)
        {
            Destination = null;
            _migrated = true;
            _events.Emit("SPICE_MIGRATE_COMPLETED");
        }
    }

    /// <summary>Writes the members of QAPI <c>SpiceInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.Bool("enabled", true);
        data.Bool("migrated", _migrated);
        data.String("host", _host);
        data.OptionalInt("port", _port);
        data.OptionalInt("tls-port", _tlsPort);
        data.String("auth", _auth);
        data.String("compiled-version", _version);
        data.String("mouse-mode", _mouseMode);
        data.BeginArray("channels");
        foreach (SpiceChannel channel in _channels)
        {
            data.BeginObject();
            channel.Write(data);
            data.EndObject();
        }

        data.EndArray();
    }

    private static long? Port(MachineSection section, string member) => section.Has(member) ? section.Int(member, 0, 1, ushort.MaxValue) : null;

    private void Invite(MachineSection section)
    {
        SpiceChannel channel = SpiceChannel.Read(section);
        string? password = section.OptionalString("password");
        long stays = section.Int("stays", -1, 0, int.MaxValue);
        _scheduler.After(TimeSpan.FromMilliseconds(section.Int("after", 0, 0, int.MaxValue)), () => Arrive(channel, password, stays));
    }

    private void Arrive(SpiceChannel channel, string? password, long stays)
    {
        Connect(channel);
        if (AsksPassword && !Password.Admits(password, _clock.SinceEpoch))
        {
            Leave(channel);
            return;
        }

        _channels.Add(channel);
        Tell("SPICE_INITIALIZED", channel, channel.Write, auth: true);
        if (stays >= 0)
        {
            _scheduler.After(TimeSpan.FromMilliseconds(stays), () => LeaveIfThere(channel));
        }
    }

    private void LeaveIfThere(SpiceChannel channel)
    {
        if (_channels.Contains(channel))
        {
            Leave(channel);
        }
    }

    private void Leave(SpiceChannel channel)
    {
        _channels.Remove(channel);
        Tell("SPICE_DISCONNECTED", channel, channel.WriteBasic, auth: false);
    }

    private void Tell(string name, SpiceChannel channel, Action<DataWriter> client, bool auth) => _events.Emit(name, data =>
    {
        data.BeginObject("server");
        data.String("host", _host);
        data.String("port", ((channel.Tls ? _tlsPort : _port) ?? _port ?? _tlsPort ?? 0).ToString(CultureInfo.InvariantCulture));
        data.String("family", _family);
        data.OptionalString("auth", auth ? _auth : null);
        data.EndObject();
        data.BeginObject("client");
        client(data);
        data.EndObject();
    });
}

/// <param name="Port">For plain connections; null for none.</param>
/// <param name="TlsPort">For connections with TLS; null for none.</param>
/// <param name="Subject">Of the certificate that the server there has; null for any.</param>
internal sealed record SpiceDestination(string Host, long? Port, long? TlsPort, string? Subject);
