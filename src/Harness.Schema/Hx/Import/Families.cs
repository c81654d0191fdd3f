namespace Harness.Schema.Hx.Import;

/// <summary>Which file of an imported schema a command goes to: by the words of its name, as QEMU's own schema is divided.</summary>
internal static class Families
{
    private const string Other = "misc";

    private static readonly (string Family, string[] Words)[] Known =
    [
        ("migration", ["migrate", "migration", "migrate-incoming", "xen"]),
        ("block", ["block", "blockdev", "blockstats", "drive", "snapshot", "nbd", "eject", "change-backing-file", "transaction", "change", "named"]),
        ("char", ["chardev", "ringbuf"]),
        ("net", ["netdev", "link", "rx"]),
        ("ui", ["vnc", "spice", "password", "client", "screendump", "mice", "key", "input"]),
        ("qom", ["qom", "object", "device"]),
        ("memory", ["balloon", "memsave", "pmemsave", "dump", "memdev", "memory"]),
        ("tpm", ["tpm"]),
        ("trace", ["trace"]),
        ("machine", ["cpu", "cpus", "machines", "pci", "rtc", "acpi", "kvm", "nmi", "target", "iothreads"]),
        ("run-state", ["stop", "cont", "quit", "system", "status"]),
        ("monitor", ["qmp", "human", "commands", "events", "version", "getfd", "closefd", "fd", "fdsets", "command", "name", "uuid"]),
    ];

    public static string Of(string command)
    {
        string[] words = [command, .. command.Split('-', '_')];
        foreach ((string family, string[] known) in Known)
        {
            if (known.Any(words.Contains))
            {
                return family;
            }
        }

        return Other;
    }
}
