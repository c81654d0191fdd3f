using System.Runtime.InteropServices;

using Harness.Wire;

using Microsoft.Win32.SafeHandles;

namespace Harness.Transport.Descriptors;

/// <summary>A unix socket over which file descriptors travel with the bytes (SCM_RIGHTS), as <c>getfd</c> and <c>add-fd</c> want it.</summary>
public interface IDescriptorChannel : IDescriptorSender
{
    /// <summary>How many descriptors one sending may carry: what Linux takes.</summary>
    const int MaxDescriptors = 253;

    /// <summary>Sends bytes, at least one, with copies of the descriptors, which remain the caller's.</summary>
    /// <exception cref="ArgumentException">No byte, or too many descriptors.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancel);

    /// <summary>
    /// Hands out the descriptors that came with the bytes received so far, oldest first; they are the caller's to dispose. Those
    /// that nobody takes are closed with the channel, and the oldest before when too many wait.
    /// </summary>
    IReadOnlyList<SafeFileHandle> TakeDescriptors();
}
