using System.Net;

using Harness.Cli.Recording;
using Harness.Transcripts.Format;
using Harness.Transport;
using Harness.Transport.Connecting;
using Harness.Transport.Listening;
using Harness.Unit.Transport;
using Harness.Wire;

namespace Harness.Unit.Transcripts;

/// <summary><c>record</c> between clients and a server that the test plays itself, over real sockets.</summary>
internal sealed class RecordedProxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _log = new();
    private IListener _server = null!;
    private IAsyncEnumerator<IByteChannel> _accepted = null!;
    private Endpoint _endpoint = null!;
    private Task<int> _recording = null!;

    /// <param name="overTcp">A unix socket, which takes descriptors, otherwise.</param>
    public static async Task<RecordedProxy> StartAsync(bool overTcp = false)
    {
        RecordedProxy proxy = new();
        Listeners listeners = new(TimeProvider.System);
        Endpoint server = overTcp ? new Endpoint.Tcp("127.0.0.1", 0) : new Endpoint.Unix(proxy._folder.File("server"));
        proxy._server = await listeners.OpenAsync(server, new ListenOptions(PassDescriptors: !overTcp && OperatingSystem.IsLinux()), Soon.Token);
        proxy._accepted = proxy._server.AcceptAsync(Soon.Token).GetAsyncEnumerator();
        proxy._recording = new RecordSession(
            new RecordSettings
            {
                Listen = overTcp ? "tcp:127.0.0.1:0" : $"unix:{proxy._folder.File("proxy")}",
                Target = proxy._server.Endpoint.ToString()!,
                Output = proxy._folder.File("t"),
                Redact = false,
                Spec = Path.Combine(Repository.Root, "spec", "qmp-2.3"),
            },
            TextWriter.Synchronized(proxy._log)).RunAsync(proxy._stop.Token);
        await Soon.UntilAsync(() => proxy._log.ToString().Contains('\n', StringComparison.Ordinal) || proxy._recording.IsCompleted, "it listens");
        string listening = proxy._log.ToString().Trim();
        proxy._endpoint = Endpoint.Parse(listening["listening on ".Length..], EndpointRole.Connect, out string? why) ?? throw new InvalidOperationException(why);
        return proxy;
    }

    /// <summary>A client, and the connection to the server that the proxy made for it.</summary>
    public async Task<(IByteChannel Client, IByteChannel Server)> ConnectAsync()
    {
        IByteChannel client = await new Connector(TimeProvider.System).ConnectAsync(_endpoint, Soon.Patience, Soon.Token, passDescriptors: _endpoint is Endpoint.Unix && OperatingSystem.IsLinux());
        await _accepted.MoveNextAsync();
        return (client, _accepted.Current);
    }

    /// <summary>Where clients connect, for sockets of the test's own.</summary>
    public IPEndPoint TcpEndpoint => new(IPAddress.Loopback, ((Endpoint.Tcp)_endpoint).Port);

    /// <summary>The server's connection of a client that the test made itself.</summary>
    public async Task<IByteChannel> AcceptAsync()
    {
        await _accepted.MoveNextAsync();
        return _accepted.Current;
    }

    /// <summary>Waits until the file has so many records of a kind.</summary>
    public Task UntilRecordedAsync(string start, int count = 1) => Soon.UntilAsync(() => Read().Records.Count(r => r.StartsWith(start, StringComparison.Ordinal)) >= count, $"{count} × '{start}' is recorded");

    /// <summary>Ends the recording; it must end in order.</summary>
    public async Task<string[]> StopAsync()
    {
        await _stop.CancelAsync();
        Assert.That(await _recording, Is.Zero, _log.ToString());
        (IReadOnlyList<string> records, TranscriptRead ending) = Read();
        Assert.That(ending, Has.Property("Kind").EqualTo(TranscriptReadKind.End).And.Property("Clean").True, ending.Why);
        return [.. records];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _recording;
        await _accepted.DisposeAsync();
        await _server.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    private (IReadOnlyList<string> Records, TranscriptRead Ending) Read()
    {
        using FileStream file = new(_folder.File("t"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream bytes = new();
        file.CopyTo(bytes);
        return Transcript.Read(bytes.ToArray());
    }
}
