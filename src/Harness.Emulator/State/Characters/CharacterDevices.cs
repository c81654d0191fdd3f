using System.Globalization;
using System.Text;

namespace Harness.Emulator.State.Characters;

/// <summary>
/// The character devices; section <c>character-devices</c>: <c>{ "devices": [ { "label", "kind", "filename", "frontend-open", "busy",
/// "size", "content" } ], "backends": [ KIND ], "connects-to": [ ADDRESS ], "pty": TEXT, "next-pty": N, "spice-ports": BOOL }</c>.
/// </summary>
internal sealed class CharacterDevices
{
    /// <summary>Kinds that a server for Linux has.</summary>
    private static readonly string[] Kinds =
    [
        "spicevmc", "spiceport", "testdev", "msmouse", "pipe", "memory", "ringbuf", "null", "mux", "pty", "udp", "socket", "stdio",
        "serial", "parallel", "file", "vc",
    ];

    private static readonly CharacterDevice[] Defaults =
    [
        new("parallel0", "vc", "vc") { FrontendOpen = true, IsBusy = true },
        new("serial0", "vc", "vc") { FrontendOpen = true, IsBusy = true },
        new("compat_monitor0", "vc", "vc") { FrontendOpen = true, IsBusy = true },
    ];

    private readonly List<CharacterDevice> _devices;
    private readonly string _ptyPrefix;
    private readonly HashSet<string> _reachable;
    private long _nextPty;

    public CharacterDevices(MachineSection section)
    {
        Backends = section.Has("backends") ? section.Strings("backends") : Kinds;
        _reachable = new HashSet<string>(section.Strings("connects-to"), StringComparer.Ordinal);
        _ptyPrefix = section.String("pty", "/dev/pts/");
        _nextPty = section.Int("next-pty", 0, 0);
        HasSpice = section.Bool("spice-ports", false);
        _devices = section.Has("devices") ? [] : [.. Defaults];
        foreach (MachineSection device in section.Objects("devices"))
        {
            CharacterDevice read = Read(device);
            if (Find(read.Label) is not null)
            {
                throw device.Wrong("label", "a name that no other device has");
            }

            _devices.Add(read);
        }
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<CharacterDevice> All => _devices;

    /// <summary>Names of the kinds that there are.</summary>
    public IReadOnlyList<string> Backends { get; }

    /// <summary>There is a SPICE server for ports.</summary>
    public bool HasSpice { get; }

    public CharacterDevice? Find(string label) => _devices.Find(d => d.Label == label);

    /// <summary>Whether something on the host listens at an address, as it stands in file names of devices.</summary>
    public bool Reaches(string address) => _reachable.Contains(address);

    /// <summary>Something in the machine uses the device, or another device shares it.</summary>
    public bool IsBusy(CharacterDevice device) => device.IsBusy || _devices.Any(d => d.Shares == device.Label);

    public void Add(CharacterDevice device) => _devices.Add(device);

    public void Remove(CharacterDevice device) => _devices.Remove(device);

    /// <summary>Name of a pseudo-terminal that nobody has.</summary>
    public string TakePty() => string.Create(CultureInfo.InvariantCulture, $"{_ptyPrefix}{_nextPty++}");

    private static CharacterDevice Read(MachineSection section)
    {
        string kind = section.String("kind", "null");
        long size = section.Int("size", 65536, 1);
        if (!RingBuffer.IsSize(size))
        {
            throw section.Wrong("size", "a power of two");
        }

        RingBuffer? ring = kind is "ringbuf" or "memory" ? new RingBuffer(size) : null;
        ring?.Write(Encoding.UTF8.GetBytes(section.String("content", "")));
        return new CharacterDevice(section.RequiredString("label"), kind, section.String("filename", kind), ring)
        {
            FrontendOpen = section.Bool("frontend-open", false),
            IsBusy = section.Bool("busy", false),
        };
    }
}
