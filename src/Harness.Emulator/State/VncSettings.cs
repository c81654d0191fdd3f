namespace Harness.Emulator.State;

/// <summary>What the command change sets of the VNC server.</summary>
internal sealed class VncSettings
{
    /// <summary>Where it listens, as the option <c>-vnc</c> has it; null for nowhere.</summary>
    public string? Address { get; private set; }

    /// <summary>Null for none.</summary>
    public string? Password { get; private set; }

    public void Listen(string address) => Address = address;

    public void SetPassword(string password) => Password = password;
}
