namespace Harness.Transport.Listening;

/// <param name="AnyAddress">Whether TCP may listen on addresses that other machines reach.</param>
/// <param name="PassDescriptors">
/// Whether channels of a unix socket are <see cref="Descriptors.IDescriptorChannel"/>s. Linux only; each receive costs one more system call.
/// </param>
public sealed record ListenOptions(bool AnyAddress = false, bool PassDescriptors = false);
