namespace Harness.Session;

/// <summary>How a dialect of the protocol opens a session.</summary>
/// <param name="Greets">Sends a greeting and wants negotiation (QEMU, storage daemon); the guest agent does neither.</param>
/// <param name="OffersOutOfBand">The greeting offers the capability <c>oob</c>.</param>
public sealed record ServerProfile(bool Greets, bool OffersOutOfBand)
{
    public static ServerProfile Qemu(bool offersOutOfBand) => new(true, offersOutOfBand);

    public static ServerProfile GuestAgent { get; } = new(false, false);
}
