using System.Runtime.InteropServices;

using Harness.Transport.Descriptors;

using Microsoft.Win32.SafeHandles;

namespace Harness.Transport.Processes;

/// <summary>A child's connection that passes descriptors too.</summary>
internal sealed class ChildDescriptorChannel(IDescriptorChannel inner, ChildProcess child) : ChildChannel(inner, child), IDescriptorChannel
{
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<SafeHandle> descriptors, CancellationToken cancel) => inner.SendAsync(bytes, descriptors, cancel);

    public ValueTask SendWithDescriptorAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => inner.SendWithDescriptorAsync(bytes, cancel);

    public IReadOnlyList<SafeFileHandle> TakeDescriptors() => inner.TakeDescriptors();
}
