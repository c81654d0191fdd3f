using System.Globalization;

using Harness.Cases.Language;
using Harness.Cases.Verify;

namespace Harness.Cases.Run;

/// <summary>Blocks of expectations.</summary>
internal sealed partial class ScriptPlayerExpectations
{
    /// <summary>Each expectation of the block gets a message of its own: of replies the next ones, of events any since the last that was taken.</summary>
    public async ValueTask<Shortfall?> ExpectAnyOrderAsync(Step.AnyOrder step, ScriptPlayerConnection connection, Dictionary<string, string> bound, CancellationToken cancel)
    {
        int replies = step.Steps.Count(s => s is not Step.ExpectEvent);
        List<Arrival> taken = [];
        Dictionary<string, string>? names = null;
        WaitEnd end = await connection.WaitAsync(() => (names = Assign(step.Steps, replies, connection, bound, taken)) is not null, options.Timeout, cancel).ConfigureAwait(false);
        if (end == WaitEnd.Ready)
        {
            Bindings.Overwrite(bound, names!);
            taken.OrderBy(a => a.Order).ToList().ForEach(connection.Inbox.Take);
            return null;
        }

        List<Arrival> candidates = [.. connection.Inbox.Replies.Take(replies), .. connection.Inbox.Events];
        Step? unmet = step.Steps.FirstOrDefault(s => candidates.All(c => !Fits(s, c, Bindings.Copy(bound))));
        return end == WaitEnd.Silence && connection.Inbox.Replies.Count >= replies
            ? Died() ?? Fail(unmet is null ? "the messages that came do not fit the block, each a line of its own" : $"nothing that came fits {CaseWriter.Write(unmet)}", step, Show(candidates))
            : OfWait(end, step, connection, "message of the block");
    }

    /// <summary>The first expectation of the block finds its message as it would alone; the others must follow without any other between.</summary>
    public async ValueTask<Shortfall?> ExpectInOrderAsync(Step.InOrder step, ScriptPlayerConnection connection, Dictionary<string, string> bound, CancellationToken cancel)
    {
        int next = -1;
        foreach (Step expectation in step.Steps)
        {
            Arrival? arrival = null;
            WaitEnd end = await connection.WaitAsync(() => (arrival = next < 0 ? First(expectation, connection, bound) : At(connection, next)) is not null, options.Timeout, cancel).ConfigureAwait(false);
            if (end != WaitEnd.Ready)
            {
                return OfWait(end, step, connection, $"message for {CaseWriter.Write(expectation)}");
            }

            if (verifier.Why(expectation, arrival!, bound) is { } why)
            {
                return Fail($"{why} ({Ordinal(step, expectation)} of the block)", step, Show(connection.Inbox.All.Skip(Math.Max(0, arrival!.Order - step.Steps.Count))));
            }

            connection.Inbox.Take(arrival!);
            next = arrival!.Order + 1;
        }

        return null;
    }

    private Dictionary<string, string>? Assign(IReadOnlyList<Step> steps, int replies, ScriptPlayerConnection connection, Dictionary<string, string> bound, List<Arrival> taken)
    {
        if (connection.Inbox.Replies.Count < replies)
        {
            return null;
        }

        taken.Clear();
        List<Arrival> candidates = [.. connection.Inbox.Replies.Take(replies), .. connection.Inbox.Events];
        int[] chosen = new int[steps.Count];
        Dictionary<string, string>? names = Assignment.Find(steps, candidates, bound, Fits, chosen);
        taken.AddRange(names is null ? [] : chosen.Select(c => candidates[c]));
        return names;
    }

    private bool Fits(Step expectation, Arrival candidate, Dictionary<string, string> names) =>
        ExpectationVerifier.Concerns(expectation, candidate) && verifier.Why(expectation, candidate, names) is null;

    private Arrival? First(Step expectation, ScriptPlayerConnection connection, Dictionary<string, string> bound) =>
        expectation is Step.ExpectEvent happening ? FindEvent(happening, connection, bound) : connection.Inbox.NextReply;

    private static Arrival? At(ScriptPlayerConnection connection, int order) => order < connection.Inbox.All.Count ? connection.Inbox.All[order] : null;

    private static string Ordinal(Step.InOrder block, Step step) =>
        string.Create(CultureInfo.InvariantCulture, $"expectation {block.Steps.ToList().IndexOf(step) + 1}");
}
