namespace Harness.Cases.Language;

/// <summary>What a case may need of a target, beside commands and connections.</summary>
public static class Needs
{
    /// <summary>The greeting offers the capability <c>oob</c>.</summary>
    public const string OutOfBand = "oob";

    /// <summary>The peer runs on the virtual clock.</summary>
    public const string VirtualTime = "virtual-time";

    /// <summary>The harness starts the peer and may end it.</summary>
    public const string FreshMachine = "fresh-machine";

    public static IReadOnlyList<string> All { get; } = [OutOfBand, VirtualTime, FreshMachine];
}
