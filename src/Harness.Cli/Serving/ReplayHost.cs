using System.Collections.Concurrent;

using Harness.Cases.Run;
using Harness.Transcripts.Replay;
using Harness.Transport.Listening;
using Harness.Wire;

namespace Harness.Cli.Serving;

/// <summary><c>replay</c> behind a real endpoint, until it is stopped, or with <c>--once</c> until what was recorded has been served.</summary>
internal sealed class ReplayHost(ReplaySource source, ReplayPace pace, bool once, TextWriter log)
{
    private readonly ConcurrentDictionary<Task, byte> _serving = new();
    private int _misses;
    private int _ended;

    public async Task<int> RunAsync(IListener listener, CancellationToken cancel)
    {
        if (source.Torn is { } torn)
        {
            await log.WriteLineAsync($"qmp-harness: the transcript did not end in order: {torn}");
        }

        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ReplayService service = new(number => source.Session(number, Miss), pace, TimeProvider.System);
        await log.WriteLineAsync($"listening on {listener.Endpoint}");
        try
        {
            await foreach (IByteChannel client in listener.AcceptAsync(stop.Token))
            {
                Task serving = ServeAsync(client, service, stop);
                _serving[serving] = 0;
                _ = serving.ContinueWith(t => _serving.TryRemove(t, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped by the user, or all is served.
        }

        await Task.WhenAll(_serving.Keys);
        return _misses > 0 || service.Refused > 0 ? ExitCode.Nonconformance : ExitCode.Success;
    }

    private async Task ServeAsync(IByteChannel client, ReplayService service, CancellationTokenSource stop)
    {
        await Task.Yield();
        await using (client)
        {
            int refused = service.Refused;
            try
            {
                await service.ServeAsync(client, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (InvalidDataException e)
            {
                throw new TargetUnavailableException($"the transcript cannot be read any more: {e.Message}", e);
            }

            if (service.Refused > refused)
            {
                await log.WriteLineAsync($"qmp-harness: a client was refused: {source.Connections} connections are recorded");
            }
        }

        if (once && Interlocked.Increment(ref _ended) >= source.Connections)
        {
            await stop.CancelAsync();
        }
    }

    private void Miss(ReplayMiss miss)
    {
        lock (log)
        {
            _misses += miss.Answered ? 0 : 1;
            log.WriteLine($"qmp-harness: {miss}");
        }
    }
}
