namespace Harness.Emulator;

/// <summary>What the server says that it is.</summary>
/// <param name="Package">Free text of the one who packed it; empty for none.</param>
public sealed record EmulatorVersion(int Major, int Minor, int Micro, string Package = "")
{
    /// <summary>The version whose documentation is built in.</summary>
    public static EmulatorVersion Documented { get; } = new(2, 3, 0);
}
