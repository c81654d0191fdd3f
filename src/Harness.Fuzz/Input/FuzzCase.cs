using System.Text;

using Harness.Cases.Run;

namespace Harness.Fuzz.Input;

/// <summary>What the fuzzer sends in one go to a peer in a known state.</summary>
/// <param name="Id"><c>PHASE/NUMBER</c>: with the run's seed it says which bytes these are.</param>
public sealed record FuzzCase(string Id, FuzzPhase Phase, MachineReference Machine, IReadOnlyList<FuzzStep> Steps)
{
    /// <summary>Connections that it uses.</summary>
    public int Connections => 1 + Steps.Max(s => s.Connection);

    /// <summary>
    /// A hash of all that is sent. The sum over the cases of a run, modulo 2^64, depends neither on their order nor on how they were
    /// shared out, so that the sums of shards add up to the sum of the whole.
    /// </summary>
    public ulong Digest()
    {
        ulong hash = StableHash.Add(StableHash.Start, Encoding.UTF8.GetBytes($"{Id} {Machine.Name}"));
        foreach (FuzzStep step in Steps)
        {
            hash = StableHash.Add(hash, [(byte)step.Connection, step is FuzzStep.Open { Negotiates: true } ? (byte)1 : (byte)0]);
            hash = step is FuzzStep.Send send ? StableHash.Add(hash, send.Bytes.Span) : hash;
        }

        return hash;
    }
}
