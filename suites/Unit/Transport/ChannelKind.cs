namespace Harness.Unit.Transport;

/// <summary>The ways to be connected; the contract of a channel is tested on each.</summary>
public enum ChannelKind
{
    Unix,
    Descriptors,
    Tcp,
    Pipes,
    Memory,
}
