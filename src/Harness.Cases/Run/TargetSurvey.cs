using System.Text.Json;

using Harness.Cases.Verify;

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

        JsonElement? answer = await new TargetQuestion(target, timeout, clock).AskAsync("query-commands", cancel).ConfigureAwait(false);
        return answer is { } reply ? Names(reply) : null;
    }

    private static HashSet<string>? Names(JsonElement reply)
    {
        JsonElement list = JsonValues.Member(reply, "return");
        return list.ValueKind != JsonValueKind.Array
            ? null
            : [.. list.EnumerateArray().Select(c => JsonValues.Member(c, "name")).Where(n => n.ValueKind == JsonValueKind.String).Select(n => n.GetString()!)];
    }
}
