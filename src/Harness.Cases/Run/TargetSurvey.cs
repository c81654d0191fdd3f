using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Wire;

namespace Harness.Cases.Run;

/// <summary>Asks a target, before the first case, which commands it offers: cases about others are skipped and said to be.</summary>
public sealed class TargetSurvey(ITarget target, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>
    /// The commands that the target lists; null when it does not tell, which is for the cases to judge. The emulator in this process
    /// need not be asked: it offers what the schema has, and mutants of it lie.
    /// </summary>
    /// <exception cref="TargetUnavailableException">It cannot be reached, or is silent: no case could be measured.</exception>
    public async Task<IReadOnlySet<string>?> AskCommandsAsync(CancellationToken cancel)
    {
        if (target.VirtualTime)
        {
            return null;
        }

        await using IPeer peer = await target.StartAsync(MachineReference.Default, cancel).ConfigureAwait(false);
        await using IByteChannel channel = await peer.ConnectAsync(0, cancel).ConfigureAwait(false);
        ServerBytes received = new();
        JsonElement? greeting = await ReadAsync(channel, received, IsGreeting, cancel).ConfigureAwait(false);
        if (greeting is null)
        {
            throw new TargetUnavailableException(Silent(peer));
        }

        await channel.SendAsync("{\"execute\": \"qmp_capabilities\"}\r\n{\"execute\": \"query-commands\", \"id\": \"survey\"}\r\n"u8.ToArray(), cancel).ConfigureAwait(false);
        JsonElement? answer = await ReadAsync(channel, received, IsAnswer, cancel).ConfigureAwait(false);
        return answer is { } reply ? Names(reply) : null;
    }

    private string Silent(IPeer peer) => peer.Death is { } death
        ? $"{target.Description} ended before it greeted: {death}"
        : $"{target.Description} sent no greeting within {timeout.TotalSeconds:0.###} s: is it a QMP server, and is no other client connected to it?";

    private async Task<JsonElement?> ReadAsync(IByteChannel channel, ServerBytes received, Func<JsonElement, bool> wanted, CancellationToken cancel)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            while (received.TryRead(out ReceivedMessage message))
            {
                if (message.Why is not null || wanted(message.Value))
                {
                    return message.Why is null ? message.Value : null;
                }
            }

            TimeSpan left = timeout - clock.GetElapsedTime(start);
            ChannelRead read = await channel.ReceiveAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel).ConfigureAwait(false);
            if (read.Kind != ChannelReadKind.Bytes || !received.TryFeed(read.Bytes.Span))
            {
                return null;
            }
        }
    }

    private static bool IsGreeting(JsonElement message) => JsonValues.Member(message, "QMP").ValueKind == JsonValueKind.Object;

    private static bool IsAnswer(JsonElement message) => JsonValues.Member(message, "id") is { ValueKind: JsonValueKind.String } id && id.ValueEquals("survey");

    private static HashSet<string>? Names(JsonElement reply)
    {
        JsonElement list = JsonValues.Member(reply, "return");
        return list.ValueKind != JsonValueKind.Array
            ? null
            : [.. list.EnumerateArray().Select(c => JsonValues.Member(c, "name")).Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)];
    }
}
