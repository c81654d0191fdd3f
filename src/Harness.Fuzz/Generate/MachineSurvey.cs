using System.Text;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Run;
using Harness.Cases.Verify;
using Harness.Fuzz.Play;
using Harness.Schema.Model;
using Harness.Wire;

namespace Harness.Fuzz.Generate;

/// <summary>Asks a fresh machine all that it tells without arguments, so that cases can name what is there.</summary>
public static class MachineSurvey
{
    /// <exception cref="TargetUnavailableException">The target cannot be started or reached.</exception>
    public static async Task<MachineNames> AskAsync(FuzzSetting setting, MachineReference machine, CancellationToken cancel)
    {
        MachineNames names = new();
        IPeer peer = await setting.Target.StartAsync(machine, cancel).ConfigureAwait(false);
        await using (peer.ConfigureAwait(false))
        {
            IByteChannel channel = await peer.ConnectAsync(0, cancel).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                ServerBytes received = new();
                await ReadAsync(setting, channel, received, names, cancel).ConfigureAwait(false);
                string[] requests = ["qmp_capabilities", .. setting.Commands.Where(c => IsQuery(setting, c)).Select(c => c.Name)];
                foreach (string request in requests)
                {
                    await channel.SendAsync(Encoding.ASCII.GetBytes($"{{\"execute\": \"{request}\"}}\r\n"), cancel).ConfigureAwait(false);
                    if (!await ReadAsync(setting, channel, received, names, cancel).ConfigureAwait(false))
                    {
                        break;
                    }
                }
            }
        }

        return names;
    }

    /// <summary>Long lists of what a program could do are not what a machine has.</summary>
    private static bool IsQuery(FuzzSetting setting, Command command) =>
        setting.Safety.ClassOf(command.Name) == SafetyClass.Read && command.Name.StartsWith("query-", StringComparison.Ordinal) && command.Arguments.AllMembers.All(m => m.Optional)
        && command.Name is not ("query-commands" or "query-events" or "query-qmp-schema" or "query-machines" or "query-cpu-definitions" or "query-command-line-options");

    /// <summary>Reads up to the next message that is no event; false when none comes, which is for the cases to find.</summary>
    private static async Task<bool> ReadAsync(FuzzSetting setting, IByteChannel channel, ServerBytes received, MachineNames names, CancellationToken cancel)
    {
        while (true)
        {
            while (received.TryRead(out ReceivedMessage message))
            {
                if (message.Why is not null || JsonValues.Member(message.Value, "event").ValueKind == JsonValueKind.Undefined)
                {
                    names.Learn(JsonValues.Member(message.Value, "return"));
                    return message.Why is null;
                }
            }

            ChannelRead read = await channel.ReceiveAsync(setting.Timeout, cancel).ConfigureAwait(false);
            if (read.Kind != ChannelReadKind.Bytes || !received.TryFeed(read.Bytes.Span))
            {
                return false;
            }
        }
    }
}
