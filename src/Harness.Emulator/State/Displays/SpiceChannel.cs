using Harness.Emulator.Output;

namespace Harness.Emulator.State.Displays;

/// <summary>A channel to a SPICE client.</summary>
/// <param name="Session">All channels of one session have the same number.</param>
/// <param name="Type">1 is the main channel.</param>
/// <param name="Index">Among those of its type.</param>
internal sealed record SpiceChannel(NetworkEnd End, long Session, long Type, long Index, bool Tls)
{
    public static SpiceChannel Read(MachineSection section) => new(
        NetworkEnd.Read(section, "port"),
        section.Int("connection-id", 1, 0),
        section.Int("channel-type", 1, 0, byte.MaxValue),
        section.Int("channel-id", 0, 0, byte.MaxValue),
        section.Bool("tls", false));

    /// <summary>Writes the members of QAPI <c>SpiceBasicInfo</c>.</summary>
    public void WriteBasic(DataWriter data) => End.Write(data, "port");

    /// <summary>Writes the members of QAPI <c>SpiceChannel</c>.</summary>
    public void Write(DataWriter data)
    {
        WriteBasic(data);
        data.Int("connection-id", Session);
        data.Int("channel-type", Type);
        data.Int("channel-id", Index);
        data.Bool("tls", Tls);
    }
}
