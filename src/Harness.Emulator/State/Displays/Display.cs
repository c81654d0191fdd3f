using Harness.Emulator.State.Migrating;

namespace Harness.Emulator.State.Displays;

/// <summary>
/// What the machine shows, and to whom; section <c>display</c>: <c>{ "consoles": [ { "width", "height", "colour": "#000000" } ],
/// "vnc": [ … ], "spice": { … } }</c>. A machine whose file names no consoles has one.
/// </summary>
internal sealed class Display
{
    public Display(MachineSection section, MachineEnvironment environment)
    {
        Consoles = section.Has("consoles") ? [.. section.Objects("consoles").Select(Screen.Read)] : [new Screen(640, 480, 0)];
        VncServers = [.. section.Objects("vnc").Select(server => new VncServer(server, environment))];
        Spice = section.OptionalObject("spice") is { } spice ? new SpiceServer(spice, environment) : null;
        if (VncServers.Select(s => s.Id).Distinct(StringComparer.Ordinal).Count() < VncServers.Count)
        {
            throw section.Wrong("vnc", "servers of different ids");
        }
    }

    public IReadOnlyList<Screen> Consoles { get; }

    public IReadOnlyList<VncServer> VncServers { get; }

    /// <summary>The server that commands mean which name none; null where there is none.</summary>
    public VncServer? Vnc => VncServers.Count > 0 ? VncServers[0] : null;

    /// <summary>Null where there is none.</summary>
    public SpiceServer? Spice { get; }

    /// <summary>Lets SPICE clients go where they were told to when the machine has gone.</summary>
    public void Follow(Migration migration)
    {
        if (Spice is { } spice)
        {
            migration.Completed += spice.CompleteMigration;
        }
    }

    /// <summary>Sets the password of the first VNC server. False where there is none that asks for one.</summary>
    public bool SetVncPassword(string password)
    {
        if (Vnc is not { AsksPassword: true } server)
        {
            return false;
        }

        server.Password.Set(password);
        return true;
    }

    /// <summary>Lets the first VNC server listen elsewhere.</summary>
    /// <returns>Why it cannot; null when it does.</returns>
    public string? ListenVnc(string text)
    {
        if (Vnc is not { } server)
        {
            return "VNC display not active";
        }

        if (!VncAddress.TryParse(text, out VncAddress? address))
        {
            return $"'{text}' is no address of a VNC server: HOST:DISPLAY, unix:PATH or none";
        }

        server.Listen(address);
        return null;
    }
}
