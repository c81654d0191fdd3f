using Harness.Emulator.Output;

namespace Harness.Emulator.State.Displays;

/// <summary>One end of a connection to a display.</summary>
/// <param name="Port">As text: a number, or a name.</param>
internal sealed record NetworkEnd(string Host, string Port, string Family)
{
    private static readonly string[] _families = ["ipv4", "ipv6", "unix", "unknown"];

    /// <summary>The end of a descriptor that came from elsewhere.</summary>
    public static NetworkEnd Passed { get; } = new("", "", "unix");

    /// <param name="port">Name of the member that has the port.</param>
    public static NetworkEnd Read(MachineSection section, string port) => new(
        section.String("host", "127.0.0.1"),
        section.String(port, "0"),
        _families[section.OneOf("family", 0, _families)]);

    /// <param name="port">Name of the member that has the port.</param>
    public void Write(DataWriter data, string port)
    {
        data.String("host", Host);
        data.String(port, Port);
        data.String("family", Family);
    }
}
