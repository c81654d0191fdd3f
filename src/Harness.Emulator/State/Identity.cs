using Harness.Emulator.Output;

namespace Harness.Emulator.State;

/// <summary>Name, UUID and version; section <c>identity</c>.</summary>
internal sealed class Identity
{
    public Identity(MachineSection section, EmulatorVersion? version)
    {
        Name = section.OptionalString("name");
        Uuid = section.String("uuid", Guid.Empty.ToString());
        if (!Guid.TryParseExact(Uuid, "D", out _))
        {
            throw section.Wrong("uuid", "a UUID of 36 characters");
        }

        EmulatorVersion fallback = EmulatorVersion.Documented;
        MachineSection given = section.Object("version");
        EmulatorVersion own = new(
            (int)given.Int("major", fallback.Major, 0, int.MaxValue),
            (int)given.Int("minor", fallback.Minor, 0, int.MaxValue),
            (int)given.Int("micro", fallback.Micro, 0, int.MaxValue),
            given.String("package", fallback.Package));
        Version = version ?? own;
    }

    /// <summary>Null for a machine without a name.</summary>
    public string? Name { get; }

    public string Uuid { get; }

    public EmulatorVersion Version { get; }

    /// <summary>Writes the value that the greeting and <c>query-version</c> have in common.</summary>
    public void WriteVersion(DataWriter data)
    {
        data.BeginObject();
        data.BeginObject("qemu");
        data.Int("micro", Version.Micro);
        data.Int("minor", Version.Minor);
        data.Int("major", Version.Major);
        data.EndObject();
        data.String("package", Version.Package);
        data.EndObject();
    }
}
