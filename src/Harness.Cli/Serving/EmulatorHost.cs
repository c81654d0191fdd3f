using System.Collections.Concurrent;

using Harness.Emulator;
using Harness.Emulator.State;
using Harness.Transport.Descriptors;
using Harness.Transport.Listening;
using Harness.Wire;

namespace Harness.Cli.Serving;

/// <summary>An emulator behind real endpoints: accepts on all of them until it is stopped, or a client quits the machine.</summary>
internal sealed class EmulatorHost(Emulator.Emulator emulator, TextWriter log)
{
    private readonly ConcurrentDictionary<Task, byte> _serving = new();

    /// <exception cref="UsageException">Not an endpoint, or one that cannot be listened on.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> endpoints, bool anyAddress, CancellationToken cancel)
    {
        List<IListener> listeners = [];
        using EmulatorServer server = new(emulator);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            foreach (string endpoint in endpoints)
            {
                ListenEndpoints.Parse(endpoint);
            }

            foreach (string endpoint in endpoints)
            {
                listeners.Add(await ListenEndpoints.OpenAsync(endpoint, new ListenOptions(anyAddress, PassDescriptors: OperatingSystem.IsLinux()), cancel));
                await log.WriteLineAsync($"listening on {listeners[^1].Endpoint}");
            }

            await Task.WhenAll(listeners.Select(l => AcceptAsync(l, server, stop)));
            await Task.WhenAll(_serving.Keys);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped by the user, or by quit: either is the orderly end.
        }
        finally
        {
            foreach (IListener listener in listeners)
            {
                await listener.DisposeAsync();
            }
        }

        return ExitCode.Success;
    }

    private async Task AcceptAsync(IListener listener, EmulatorServer server, CancellationTokenSource stop)
    {
        await foreach (IByteChannel channel in listener.AcceptAsync(stop.Token))
        {
            Task serving = ServeAsync(channel, server, stop);
            _serving[serving] = 0;
            _ = serving.ContinueWith(t => _serving.TryRemove(t, out _), TaskScheduler.Default);
        }
    }

    private static IReadOnlyList<HostDescriptor> Descriptors(IByteChannel channel) =>
        channel is IDescriptorChannel carrying ? [.. carrying.TakeDescriptors().Select(d => new HostDescriptor(d.DangerousGetHandle(), d.Dispose))] : [];

    private async Task ServeAsync(IByteChannel channel, EmulatorServer server, CancellationTokenSource stop)
    {
        await Task.Yield();
        await using (channel)
        {
            await server.ServeAsync(channel, () => Descriptors(channel), stop.Token);
        }

        if (emulator.HasQuit)
        {
            await stop.CancelAsync();
        }
    }
}
