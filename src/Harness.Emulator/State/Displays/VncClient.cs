using Harness.Emulator.Output;

namespace Harness.Emulator.State.Displays;

/// <summary>A client of a VNC server.</summary>
/// <param name="Websocket">Whether it came by a websocket.</param>
/// <param name="CertificateName">Name in its certificate; null where it showed none.</param>
/// <param name="SaslName">Name that it gave with SASL; null where SASL is not used.</param>
internal sealed record VncClient(NetworkEnd End, bool Websocket, string? CertificateName, string? SaslName)
{
    public static VncClient Read(MachineSection section) => new(
        NetworkEnd.Read(section, "service"),
        section.Bool("websocket", false),
        section.OptionalString("x509_dname"),
        section.OptionalString("sasl_username"));

    /// <summary>Writes the members of QAPI <c>VncBasicInfo</c>.</summary>
    public void WriteBasic(DataWriter data)
    {
        End.Write(data, "service");
        data.Bool("websocket", Websocket);
    }

    /// <summary>Writes the members of QAPI <c>VncClientInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        WriteBasic(data);
        data.OptionalString("x509_dname", CertificateName);
        data.OptionalString("sasl_username", SaslName);
    }
}
