namespace Harness.Wire;

/// <summary>A connection over which a file descriptor can go to the peer, as <c>getfd</c> and <c>add-fd</c> want it.</summary>
public interface IDescriptorSender : IByteChannel
{
    /// <summary>Sends bytes, at least one, and a descriptor with the first of them, of something that any process may have: nothing is in it.</summary>
    ValueTask SendWithDescriptorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel);
}
