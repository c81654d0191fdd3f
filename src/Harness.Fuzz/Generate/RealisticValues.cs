using System.Globalization;

using Bogus;

namespace Harness.Fuzz.Generate;

/// <summary>Values as people write them, by what a member's name suggests. Made once from a seed, so that all workers draw from the same.</summary>
public sealed class RealisticValues
{
    private const int Count = 32;

    private static readonly (string Sort, string[] Words)[] Sorts =
    [
        ("mac", ["mac", "macaddr"]),
        ("uuid", ["uuid", "guid"]),
        ("host", ["host", "hostname", "addr", "ip", "server", "localaddr"]),
        ("port", ["port", "to", "localport", "tls"]),
        ("uri", ["uri", "protocol", "url"]),
        ("path", ["file", "filename", "path", "target", "arg", "dir", "image", "base", "top", "backing", "snapshot", "socket", "logfile", "script", "romfile"]),
        ("base64", ["data", "secret"]),
        ("password", ["password", "passwd"]),
        ("format", ["format", "fmt", "driver"]),
        ("name", ["id", "device", "name", "node", "label", "chardev", "netdev", "bus", "type", "fdname", "property", "typename"]),
    ];

    private readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.Ordinal);

    /// <param name="folder">Where paths are, for a target that has a real host; null where names of files are but names.</param>
    public RealisticValues(ulong seed, string? folder)
    {
        Faker faker = new("en") { Random = new Randomizer((int)(seed ^ (seed >> 32))) };
        Add("mac", () => faker.Internet.Mac());
        Add("uuid", () => faker.Random.Guid().ToString());
        Add("host", () => faker.Random.Bool() ? faker.Internet.Ip() : faker.Internet.DomainName());
        Add("port", () => faker.Internet.Port().ToString(CultureInfo.InvariantCulture));
        Add("uri", () => $"tcp:{faker.Internet.DomainName()}:{faker.Internet.Port()}");
        Add("path", () => folder is null ? faker.System.FilePath() : Path.Combine(folder, faker.System.FileName()));
        Add("base64", () => Convert.ToBase64String(faker.Random.Bytes(faker.Random.Int(0, 40))));
        Add("password", () => faker.Internet.Password());
        Add("format", () => faker.PickRandom("raw", "qcow2", "qed", "vmdk", "vdi", "file", "host_device", "nbd", "virtio-net-pci", "virtio-blk-pci", "rng-random"));
        Add("name", () => faker.Hacker.Noun().Replace(' ', '-') + faker.Random.Int(0, 9).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Values for a member of that name; null where the name suggests nothing.</summary>
    public IReadOnlyList<string>? For(string member) => SortOf(member) is { } sort ? _values[sort] : null;

    public static bool IsPath(string member) => SortOf(member) == "path";

    /// <summary>True for members that name something in the machine.</summary>
    public static bool IsName(string member) => SortOf(member) == "name";

    private static string? SortOf(string member)
    {
        string[] words = member.Split('-', '_');
        foreach ((string sort, string[] known) in Sorts)
        {
            if (words.Any(known.Contains))
            {
                return sort;
            }
        }

        return null;
    }

    private void Add(string sort, Func<string> make) => _values[sort] = [.. Enumerable.Range(0, Count).Select(_ => make())];
}
