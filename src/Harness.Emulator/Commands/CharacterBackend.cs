using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Characters;

namespace Harness.Emulator.Commands;

/// <summary>A device that <c>chardev-add</c> is to make. Nothing happens before <see cref="Create"/>.</summary>
/// <param name="monitor">The connection that asks for it, to which names of descriptors belong.</param>
/// <param name="data">The settings of its kind.</param>
internal sealed class CharacterBackend(Machine machine, MonitorSession monitor, string label, string kind, Arguments data)
{
    private const long RingSize = 65536;

    private static readonly string[] SpiceChannels = ["vdagent", "smartcard", "usbredir"];

    /// <summary>Why the host cannot provide it; null when it can.</summary>
    public string? WhyNot() => kind switch
    {
        _ when !machine.CharacterDevices.Backends.Contains(kind) => $"chardev: backend '{kind}' is not there",
        "file" => WhyNotFiles(),
        "serial" or "parallel" => WhyNotOpened(data.String("device")),
        "pipe" => WhyNotPipe(data.String("device")),
        "socket" => WhyNotSocket(),
        "udp" => WhyNotAddress(data.Object("remote")) ?? (data.OptionalObject("local") is { } local ? WhyNotAddress(local) : null),
        "mux" => WhyNotShared(data.String("chardev")),
        "stdio" => machine.CharacterDevices.All.Any(d => d.Kind == "stdio") ? "cannot use stdio by multiple character devices" : null,
        "spicevmc" => SpiceChannels.Contains(data.String("type")) ? null : $"unsupported type name: {data.String("type")}",
        "spiceport" => machine.CharacterDevices.HasSpice ? null : "spice not enabled",
        "ringbuf" or "memory" => RingBuffer.IsSize(data.Int("size", RingSize)) ? null : "size of ringbuf chardev must be power of two",
        _ => null,
    };

    /// <summary>Makes it. Needs a host that can.</summary>
    public CharacterDevice Create()
    {
        if (kind == "file")
        {
            machine.Files.Write(data.String("out"), 0);
        }

        RingBuffer? ring = kind is "ringbuf" or "memory" ? new RingBuffer(data.Int("size", RingSize)) : null;
        return new CharacterDevice(label, kind, FileName(), ring) { Shares = kind == "mux" ? data.String("chardev") : null };
    }

    /// <summary>As QEMU writes it: host and port of a name that may be a reference to an open descriptor.</summary>
    private static string AddressText(Arguments address, string protocol)
    {
        Arguments inner = address.Object("data");
        return address.String("type") switch
        {
            "inet" => $"{protocol}:{inner.String("host")}:{inner.String("port")}",
            "unix" => $"unix:{inner.String("path")}",
            _ => $"fd:{inner.String("str")}",
        };
    }

    private string FileName() => kind switch
    {
        "pty" => $"pty:{machine.CharacterDevices.TakePty()}",
        "socket" => $"{(IsServer || !Reaches ? "disconnected:" : "")}{Address}{(IsServer ? ",server" : "")}",
        _ => kind,
    };

    private bool IsServer => data.Bool("server", true);

    private string Address => AddressText(data.Object("addr"), data.Bool("telnet", false) ? "telnet" : "tcp");

    private bool Reaches => machine.CharacterDevices.Reaches(Address) || data.Object("addr").String("type") == "fd";

    private string? WhyNotFiles() =>
        data.OptionalString("in") is { } input && WhyNotOpened(input) is { } why ? why : machine.Files.WhyNotWritable(data.String("out"));

    private string? WhyNotOpened(string name) => machine.Files.Find(name) is null ? $"Could not open '{name}': No such file or directory" : null;

    private string? WhyNotPipe(string name) =>
        machine.Files.Find($"{name}.in") is not null && machine.Files.Find($"{name}.out") is not null ? null : WhyNotOpened(name);

    private string? WhyNotShared(string name) => machine.CharacterDevices.Find(name) switch
    {
        null => $"mux: base chardev {name} not found",
        { } shared when machine.CharacterDevices.IsBusy(shared) => $"mux: base chardev {name} is in use",
        _ => null,
    };

    private string? WhyNotSocket()
    {
        long reconnect = data.Int("reconnect", 0);
        return reconnect < 0 ? "'reconnect' is a number of seconds, not negative"
            : IsServer && reconnect > 0 ? "'reconnect' option is incompatible with socket in server listen mode"
            : WhyNotAddress(data.Object("addr")) is { } why ? why
            : IsServer || reconnect > 0 || Reaches ? null
            : $"Failed to connect to '{Address}': Connection refused";
    }

    private string? WhyNotAddress(Arguments address) =>
        address.String("type") == "fd" && !machine.Descriptors.Has(monitor, address.Object("data").String("str"))
            ? $"File descriptor named '{address.Object("data").String("str")}' has not been found"
            : null;
}
