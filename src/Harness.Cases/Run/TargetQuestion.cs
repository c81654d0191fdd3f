using System.Text;
using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Wire;

namespace Harness.Cases.Run;

/// <summary>One question to a target on a connection of its own, before any case.</summary>
/// <param name="timeout">For the greeting, and again for the answer.</param>
public sealed class TargetQuestion(ITarget target, TimeSpan timeout, TimeProvider clock)
{
    private const string Id = "survey";

    /// <summary>The reply, of success or not; null when none comes in time or what comes is no JSON.</summary>
    /// <param name="command">A command that needs no arguments.</param>
    /// <exception cref="TargetUnavailableException">The target cannot be reached, or does not greet.</exception>
    public async Task<JsonElement?> AskAsync(string command, CancellationToken cancel)
    {
        await using IPeer peer = await target.StartAsync(MachineReference.Default, cancel).ConfigureAwait(false);
        await using IByteChannel channel = await peer.ConnectAsync(0, cancel).ConfigureAwait(false);
        ServerBytes received = new();
        if (await ReadAsync(channel, received, IsGreeting, cancel).ConfigureAwait(false) is null)
        {
            throw new TargetUnavailableException(Silent(peer));
        }

        string request = $"{{\"execute\": \"qmp_capabilities\"}}\r\n{{\"execute\": \"{command}\", \"id\": \"{Id}\"}}\r\n";
        await channel.SendAsync(Encoding.UTF8.GetBytes(request), cancel).ConfigureAwait(false);
        return await ReadAsync(channel, received, IsAnswer, cancel).ConfigureAwait(false);
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

    private static bool IsAnswer(JsonElement message) => JsonValues.Member(message, "id") is { ValueKind: JsonValueKind.String } id && id.ValueEquals(Id);
}
