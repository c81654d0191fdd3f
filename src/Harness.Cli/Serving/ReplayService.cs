using Harness.Transcripts.Replay;
using Harness.Wire;

namespace Harness.Cli.Serving;

/// <summary>Gives each client that connects its part of a transcript. Nothing else is ever contacted.</summary>
/// <param name="open">Makes the session of the connection of that number, 1-based; null where the transcript has none left.</param>
internal sealed class ReplayService(Func<int, IReplaySession?> open, ReplayPace pace, TimeProvider clock)
{
    private int _connections;

    /// <summary>Clients that came beyond what is recorded.</summary>
    public int Refused { get; private set; }

    /// <summary>Serves one connection to its end. The channel remains the caller's.</summary>
    /// <exception cref="InvalidDataException">The transcript was changed meanwhile.</exception>
    public async Task ServeAsync(IByteChannel channel, CancellationToken cancel)
    {
        using IReplaySession? session = open(Interlocked.Increment(ref _connections));
        if (session is null)
        {
            Refused++;
            return;
        }

        bool ended = false;
        bool goOn = await PlayAsync(channel, session.Start(), cancel);
        while (goOn && !ended)
        {
            ChannelRead read = await channel.ReceiveAsync(Timeout.InfiniteTimeSpan, cancel);
            ended = read.Kind is ChannelReadKind.Closed or ChannelReadKind.Broken;
            IReadOnlyList<ReplayStep> steps = ended ? session.ClientEnded() : session.Receive(read.Bytes);
            goOn = await PlayAsync(channel, steps, cancel);
        }
    }

    /// <summary>False when the connection is to break. Without a pace, what follows at once is sent at once.</summary>
    private async Task<bool> PlayAsync(IByteChannel channel, IReadOnlyList<ReplayStep> steps, CancellationToken cancel)
    {
        foreach (ReplayStep step in steps)
        {
            TimeSpan delay = pace.Of(step.Delay);
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, clock, cancel);
            }

            switch (step.Kind)
            {
                case ReplayStepKind.Send:
                    await channel.SendAsync(step.Bytes, cancel);
                    break;
                case ReplayStepKind.EndOutput:
                    await channel.EndOutputAsync(cancel);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
