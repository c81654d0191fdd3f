namespace Harness.Emulator.State.Qom;

/// <summary>The classes that the emulator has: a choice of those of QEMU that stands for each kind of parent, bus and property.</summary>
internal static class ObjectTypes
{
    private static readonly ObjectProperty[] NetworkProperties =
    [
        new("mac", "str", "\"52:54:00:12:34:56\"", "Ethernet 6-byte MAC Address, example: 52:54:00:12:34:56"),
        new("netdev", "str", null, "ID of a netdev to use as a backend"),
        new("bootindex", "int32", "-1", null, IsWritable: true),
    ];

    private static readonly ObjectProperty[] VirtioProperties =
    [
        new("vectors", "uint32", "2"),
        new("ioeventfd", "bool", "true", "on/off"),
    ];

    /// <summary>In the order in which they are listed.</summary>
    public static IReadOnlyList<ObjectType> All { get; } =
    [
        new("object", null) { IsAbstract = true },
        new("container", "object"),
        new("user-creatable", "object") { IsAbstract = true },
        new("machine", "object") { IsAbstract = true },
        new("pc-i440fx-2.3-machine", "machine"),
        new("bus", "object") { IsAbstract = true },
        new("PCI", "bus"),
        new("ISA", "bus"),
        new("usb-bus", "bus"),
        new("device", "object") { IsAbstract = true },
        new("sys-bus-device", "device") { IsAbstract = true },
        new("i440FX-pcihost", "sys-bus-device"),
        .. Backends,
        .. PciDevices,
        .. OtherDevices,
    ];

    private static ObjectType[] Backends =>
    [
        new("memory-backend", "object")
        {
            IsAbstract = true,
            Properties =
            [
                new("size", "int", "0"),
                new("merge", "bool", "true", null, IsWritable: true),
                new("dump", "bool", "true", null, IsWritable: true),
                new("prealloc", "bool", "false"),
                new("host-nodes", "int", "[]"),
                new("policy", "HostMemPolicy", "\"default\"") { Values = MemoryBackend.Policies },
            ],
        },
        new("memory-backend-ram", "memory-backend") { Interfaces = ["user-creatable"] },
        new("memory-backend-file", "memory-backend") { Interfaces = ["user-creatable"], Properties = [new("mem-path", "string"), new("share", "bool", "false")] },
        new("iothread", "object") { Interfaces = ["user-creatable"] },
        new("rng-backend", "object") { IsAbstract = true, Interfaces = ["user-creatable"], Properties = [new("opened", "bool", "true")] },
        new("rng-random", "rng-backend") { Properties = [new("filename", "string", "\"/dev/random\"")] },
        new("rng-egd", "rng-backend") { Properties = [new("chardev", "string")] },
    ];

    private static ObjectType[] PciDevices =>
    [
        new("pci-device", "device")
        {
            IsAbstract = true,
            Bus = "PCI",
            Properties =
            [
                new("addr", "int32", "-1", "Slot and optional function number, example: 06.0 or 06"),
                new("romfile", "str"),
                new("rombar", "uint32", "1"),
                new("multifunction", "bool", "false", "on/off"),
                new("command_serr_enable", "bool", "true", "on/off"),
            ],
        },
        new("virtio-pci", "pci-device") { IsAbstract = true, Properties = VirtioProperties },
        Network("e1000", "pci-device", 0x8086, 0x100e, [PciRegion.Memory(0, 131072), PciRegion.Io(1, 64), PciRegion.Memory(6, 262144)]),
        Network("rtl8139", "pci-device", 0x10ec, 0x8139, [PciRegion.Io(0, 256), PciRegion.Memory(1, 256), PciRegion.Memory(6, 262144)]),
        Network("ne2k_pci", "pci-device", 0x10ec, 0x8029, [PciRegion.Io(0, 256), PciRegion.Memory(6, 262144)]),
        Network("pcnet", "pci-device", 0x1022, 0x2000, [PciRegion.Io(0, 32), PciRegion.Memory(1, 32), PciRegion.Memory(6, 262144)]),
        Network("virtio-net-pci", "virtio-pci", 0x1af4, 0x1000, [PciRegion.Io(0, 32), PciRegion.Memory(1, 4096), PciRegion.Memory(6, 262144)]),
        Virtio("virtio-blk-pci", 0x0100, "SCSI controller", 0x1001, [new("drive", "str"), new("serial", "str"), new("bootindex", "int32", "-1", null, IsWritable: true)]),
        Virtio("virtio-scsi-pci", 0x0100, "SCSI controller", 0x1004, [new("num_queues", "uint32", "1")]),
        Virtio("virtio-serial-pci", 0x0780, "Communication controller", 0x1003, [new("max_ports", "uint32", "31")]),
        Virtio("virtio-rng-pci", 0x00ff, null, 0x1005, [new("rng", "link<rng-backend>")]),
        Virtio("virtio-balloon-pci", 0x0500, "RAM controller", 0x1002, [new("guest-stats-polling-interval", "int", "0", null, IsWritable: true)]),
        new("i6300esb", "pci-device") { Pci = new PciIdentity(0x0880, null, 0x8086, 0x25ab, [PciRegion.Memory(0, 16)]) },
        new("usb-ehci", "pci-device") { Pci = new PciIdentity(0x0c03, "USB controller", 0x8086, 0x24cd, [PciRegion.Memory(0, 4096)]) },
    ];

    private static ObjectType[] OtherDevices =>
    [
        new("pc-dimm", "device")
        {
            Properties = [new("memdev", "link<memory-backend>"), new("node", "uint32", "0"), new("addr", "uint64", "0"), new("slot", "int32", "-1")],
        },
        new("isa-device", "device") { IsAbstract = true, Bus = "ISA" },
        new("isa-serial", "isa-device") { Properties = [new("index", "uint32", "4294967295"), new("iobase", "uint32", "4294967295"), new("irq", "uint32", "4294967295"), new("chardev", "str")] },
        new("usb-device", "device") { IsAbstract = true, Bus = "usb-bus", Properties = [new("port", "str"), new("serial", "str")] },
        new("usb-tablet", "usb-device"),
        new("usb-mouse", "usb-device"),
        new("usb-kbd", "usb-device"),
    ];

    /// <summary>Null where there is no such class.</summary>
    public static ObjectType? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>Whether a class is, derives from, or implements another.</summary>
    public static bool Is(ObjectType type, string name) => Lineage(type).Any(t => t.Name == name || t.Interfaces.Contains(name));

    /// <summary>All properties, those of the class itself last.</summary>
    public static IEnumerable<ObjectProperty> PropertiesOf(ObjectType type) => Lineage(type).Reverse().SelectMany(t => t.Properties);

    /// <summary>The class of bus that a device needs; null for none.</summary>
    public static string? BusOf(ObjectType type) => Lineage(type).Select(t => t.Bus).FirstOrDefault(b => b is not null);

    private static IEnumerable<ObjectType> Lineage(ObjectType type)
    {
        for (ObjectType? each = type; each is not null; each = each.Parent is null ? null : Find(each.Parent))
        {
            yield return each;
        }
    }

    private static ObjectType Network(string name, string parent, long vendor, long device, PciRegion[] regions) =>
        new(name, parent) { Properties = NetworkProperties, Pci = new PciIdentity(0x0200, "Ethernet controller", vendor, device, regions) };

    private static ObjectType Virtio(string name, long @class, string? description, long device, ObjectProperty[] properties) => new(name, "virtio-pci")
    {
        Properties = properties,
        Pci = new PciIdentity(@class, description, 0x1af4, device, [PciRegion.Io(0, 64), PciRegion.Memory(1, 4096)]),
    };
}
