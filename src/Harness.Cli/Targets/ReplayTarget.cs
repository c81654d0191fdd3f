using Harness.Cases.Run;
using Harness.Cli.Serving;
using Harness.Transport.Channels;
using Harness.Wire;

namespace Harness.Cli.Targets;

/// <summary><c>replay:FILE[,match=sequence|request]</c>: a transcript served in this process. Each peer begins it anew.</summary>
internal sealed class ReplayTarget(string text, ReplaySource source) : ITarget
{
    private const string MatchOption = ",match=";

    public string Description => $"replay:{text}";

    public string Kind => "replay";

    public bool StartsFresh => true;

    public bool FreshForEachCase => true;

    public int Monitors => Math.Max(1, source.Connections);

    public bool VirtualTime => false;

    /// <param name="text">What follows <c>replay:</c>.</param>
    /// <exception cref="UsageException">The transcript cannot be used.</exception>
    public static ReplayTarget Parse(string text)
    {
        int option = text.LastIndexOf(MatchOption, StringComparison.Ordinal);
        string path = option < 0 ? text : text[..option];
        ReplayMatch match = option < 0 ? ReplayMatch.Request : text[(option + MatchOption.Length)..] switch
        {
            "sequence" => ReplayMatch.Sequence,
            "request" => ReplayMatch.Request,
            string other => throw new UsageException($"--target replay:{text}: match is sequence or request, not '{other}'"),
        };
        return new ReplayTarget(text, ReplaySource.Open(path, match, onMiss: null));
    }

    public bool AnswersExactly(string command) => false;

    public string? CanBe(MachineReference machine) =>
        machine == MachineReference.Default ? null : $"the case starts from machine '{machine.Name}', which a transcript cannot be put into";

    public ValueTask<IPeer> StartAsync(MachineReference machine, CancellationToken cancel) => ValueTask.FromResult<IPeer>(new Peer(source));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Peer(ReplaySource source) : IPeer
    {
        /// <summary>As much as a socket holds, so that neither side waits where it would not wait there.</summary>
        private const int BoundBytes = 256 * 1024;

        private readonly ReplayService _service = new(number => source.Session(number, static _ => { }), new ReplayPace(double.PositiveInfinity), TimeProvider.System);
        private readonly CancellationTokenSource _stop = new();
        private readonly List<Task> _serving = [];

        public string? Death => null;

        public ValueTask<IByteChannel> ConnectAsync(int monitor, CancellationToken cancel)
        {
            MemoryChannelPair pair = new(BoundBytes, TimeProvider.System);
            _serving.Add(ServeAsync(pair.Server));
            return ValueTask.FromResult(pair.Client);
        }

        public void Advance(TimeSpan time) => throw new NotSupportedException("a transcript is on the real clock");

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_serving);
            _stop.Dispose();
        }

        private async Task ServeAsync(IByteChannel channel)
        {
            await Task.Yield();
            await using (channel)
            {
                try
                {
                    await _service.ServeAsync(channel, _stop.Token);
                }
                catch (OperationCanceledException) when (_stop.IsCancellationRequested)
                {
                    // The peer is no longer wanted.
                }
            }
        }
    }
}
