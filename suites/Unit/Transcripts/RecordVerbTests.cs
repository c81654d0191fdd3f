using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

using Harness.Cli.Recording;
using Harness.Transcripts.Format;
using Harness.Unit.Transport;

namespace Harness.Unit.Transcripts;

/// <summary>The proxy between real sockets: what it loses, which is nothing, and what it passes on, which is everything.</summary>
public sealed class RecordVerbTests
{
    private const string Negotiate = "{\"execute\":\"qmp_capabilities\"}\r\n";

    [Test]
    public async Task What_a_client_and_the_emulator_say_is_passed_on_and_recorded()
    {
        using TemporaryFolder folder = new();
        using CancellationTokenSource stop = new();
        StringWriter log = new();
        Task<int> recording = new RecordSession(Settings(folder), TextWriter.Synchronized(log)).RunAsync(stop.Token);
        using (Socket client = await ConnectAsync(folder.File("s")))
        {
            Assert.That(await ExchangeAsync(client, ""), Does.StartWith("{\"QMP\""));
            Assert.That(await ExchangeAsync(client, Negotiate), Is.EqualTo("{\"return\": {}}"));
            Assert.That(await ExchangeAsync(client, "{\"execute\":\"query-name\",\"id\":1}\r\n"), Does.EndWith("\"id\": 1}"));
            client.Shutdown(SocketShutdown.Send);
            Assert.That(await client.ReceiveAsync(new byte[10]), Is.Zero, "the end of a direction is passed on");
        }

        await stop.CancelAsync();

        Assert.That(await recording, Is.Zero, log.ToString());
        (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(await File.ReadAllBytesAsync(folder.File("t")));
        Assert.That(records.Skip(2).Take(2), Is.EqualTo(new[] { "1 > {\"execute\":\"qmp_capabilities\"}", "1 < re 3 {\"return\": {}}" }));
        Assert.That(records.TakeLast(2), Is.EquivalentTo(new[] { "1 close (client ended its output)", "1 close (server ended its output)" }));
        Assert.That(ending.Clean);
    }

    [Test]
    public void A_file_that_is_there_is_not_replaced()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("t"), "precious");
        Assert.That(async () => await new RecordSession(Settings(folder), TextWriter.Null).RunAsync(CancellationToken.None),
            Throws.TypeOf<Harness.Cli.UsageException>().With.Message.Contains("--force"));
        Assert.That(File.ReadAllText(folder.File("t")), Is.EqualTo("precious"));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Killed_at_a_hundred_random_moments_it_has_every_exchange_that_the_client_saw_completed()
    {
        Random random = new(20261124);
        int seen = 0;
        for (int round = 0; round < 25; round++)
        {
            // Four at a time: most of a round is the start of a process.
            seen += (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KillOnceAsync(random.Next(0, 8), random.Next(0, 4_000))))).Sum();
        }

        Assert.That(seen, Is.GreaterThan(100), "the moments were such that something had been said");
    }

    /// <summary>
    /// Kills a recording so many microseconds after so many exchanges, counted in exchanges because a busy machine has few in any time; gives
    /// the number that the client saw.
    /// </summary>
    private static async Task<int> KillOnceAsync(int exchanges, int microseconds)
    {
        using TemporaryFolder folder = new();
        ProcessStartInfo start = new("dotnet", [typeof(Harness.Cli.CommandLine).Assembly.Location, "record", "--listen", $"unix:{folder.File("s")}", "--target", "emu:", "-o", folder.File("t")])
        {
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using Process process = Process.Start(start)!;
        try
        {
            await process.StandardError.ReadLineAsync();
            using Socket client = await ConnectAsync(folder.File("s"));
            await ExchangeAsync(client, "");
            int completed = 0;
            Task killer = Task.Run(() =>
            {
                SpinWait.SpinUntil(() => Volatile.Read(ref completed) >= exchanges);
                long begin = Stopwatch.GetTimestamp();
                SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(begin).TotalMicroseconds >= microseconds);
                process.Kill();
            });
            while (await ExchangeAsync(client, completed == 0 ? Negotiate : $"{{\"execute\":\"query-status\",\"id\":{completed}}}\n") is { Length: > 0 })
            {
                Interlocked.Increment(ref completed);
            }

            await killer;
            await process.WaitForExitAsync();
            (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(await File.ReadAllBytesAsync(folder.File("t")));
            Assert.That(ending.Kind, Is.EqualTo(TranscriptReadKind.Torn), ending.Why);
            Assert.That(records.Count(r => r.StartsWith("1 < re ", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(completed));
            return completed;
        }
        finally
        {
            process.Kill();
        }
    }

    private static RecordSettings Settings(TemporaryFolder folder) => new()
    {
        Listen = $"unix:{folder.File("s")}",
        Target = "emu:",
        Output = folder.File("t"),
        Spec = Path.Combine(Repository.Root, "spec", "qmp-2.3"),
    };

    private static async Task<Socket> ConnectAsync(string path)
    {
        await Soon.UntilAsync(() => File.Exists(path), "it listens");
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        for (long start = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
                return socket;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(start) < Soon.Patience)
            {
                await Task.Delay(1);
            }
        }
    }

    /// <summary>Sends, and receives one line; empty when the other end is gone.</summary>
    private static async Task<string> ExchangeAsync(Socket client, string request)
    {
        StringBuilder line = new();
        byte[] buffer = new byte[16 * 1024];
        try
        {
            await client.SendAsync(Encoding.ASCII.GetBytes(request));
            while (line.Length == 0 || line[^1] != '\n')
            {
                int read = await client.ReceiveAsync(buffer);
                if (read == 0)
                {
                    return "";
                }

                line.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            return "";
        }

        return line.ToString().TrimEnd();
    }
}
