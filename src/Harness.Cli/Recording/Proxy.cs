using System.Collections.Concurrent;

using Harness.Cases.Run;
using Harness.Transcripts.Recording;
using Harness.Transport.Listening;
using Harness.Wire;

namespace Harness.Cli.Recording;

/// <summary>Stands between clients and a peer: a connection to the peer for each that a client makes, all recorded into one transcript.</summary>
internal sealed class Proxy(IPeer peer, int monitors, bool countsMonitors, SessionRecorder recorder, TextWriter log)
{
    private readonly ConcurrentDictionary<Task, byte> _serving = new();
    private readonly bool[] _taken = new bool[Math.Max(1, monitors)];
    private readonly Lock _gate = new();
    private IOException? _failure;

    /// <summary>True once a client came for whom the target could not be reached.</summary>
    public bool MissedTarget { get; private set; }

    /// <summary>Serves until the listener ends, the target has died, or <paramref name="cancel"/> asks for the end.</summary>
    /// <exception cref="IOException">The transcript cannot be written: serving has stopped.</exception>
    public async Task RunAsync(IListener listener, CancellationToken cancel)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            await foreach (IByteChannel client in listener.AcceptAsync(stop.Token))
            {
                Task serving = ServeAsync(client, stop);
                _serving[serving] = 0;
                _ = serving.ContinueWith(t => _serving.TryRemove(t, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped, by the user or because the target ended.
        }

        await Task.WhenAll(_serving.Keys);
        if (_failure is { } failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    private async Task ServeAsync(IByteChannel client, CancellationTokenSource stop)
    {
        await Task.Yield();
        int monitor = TakeMonitor();
        try
        {
            if (monitor < 0)
            {
                await RefuseAsync(client, $"all {monitors} monitors of the target are in use");
                return;
            }

            await using IByteChannel server = await peer.ConnectAsync(monitor, stop.Token);
            await using ProxyConnection connection = new(client, server, recorder.Connect());
            await connection.RunAsync(stop.Token);
        }
        catch (TargetUnavailableException e)
        {
            MissedTarget = true;
            await RefuseAsync(client, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await client.DisposeAsync();
        }
        catch (IOException e)
        {
            _failure = e;
            await client.DisposeAsync();
            await stop.CancelAsync();
        }
        finally
        {
            GiveBack(monitor);
        }

        if (peer.Death is { } death)
        {
            await log.WriteLineAsync($"qmp-harness: the target ended: {death}");
            await stop.CancelAsync();
        }
    }

    private async Task RefuseAsync(IByteChannel client, string why)
    {
        recorder.Gap($"a client was refused: {why}");
        await log.WriteLineAsync($"qmp-harness: a client was refused: {why}");
        await client.DisposeAsync();
    }

    /// <summary>The lowest free monitor of a target that has a fixed number; negative for none.</summary>
    private int TakeMonitor()
    {
        if (!countsMonitors)
        {
            return 0;
        }

        lock (_gate)
        {
            int free = Array.IndexOf(_taken, false);
            if (free >= 0)
            {
                _taken[free] = true;
            }

            return free;
        }
    }

    private void GiveBack(int monitor)
    {
        if (countsMonitors && monitor >= 0)
        {
            lock (_gate)
            {
                _taken[monitor] = false;
            }
        }
    }
}
