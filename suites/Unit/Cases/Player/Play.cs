using System.Text.Json;

using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cases.Verify;
using Harness.Unit.Cases.Language;

namespace Harness.Unit.Cases.Player;

/// <summary>Plays the steps of a case against a miniature.</summary>
internal static class Play
{
    public static async Task<CaseResult> Steps(string steps, Miniature server, string headers = "", ITypeJudge? types = null, bool keep = false)
    {
        Script script = CaseTexts.Script($"{CaseTexts.Head}{headers}\n{steps}\n");
        ScriptPlayer player = new(types ?? new NoTypes(), new PlayOptions { Clock = server.Clock, KeepExchange = keep });
        CaseResult result = await player.PlayAsync(script, server, server, CancellationToken.None);
        Assert.That(server.Open, Is.Zero, "every connection is closed in the end");
        return result;
    }

    public static async Task<string> Verdict(string steps, Miniature server, string headers = "")
    {
        CaseResult result = await Steps(steps, server, headers);
        return result.Reason is null ? $"{result.Verdict}" : $"{result.Verdict}: {result.Reason}";
    }

    private sealed class NoTypes : ITypeJudge
    {
        public string? Why(JsonElement value, Pattern.OfType type) => throw new InvalidOperationException($"no type {type.Name}");
    }
}
