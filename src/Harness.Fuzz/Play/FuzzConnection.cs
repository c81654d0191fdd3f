using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Fuzz.Oracles;
using Harness.Session;
using Harness.Wire;

namespace Harness.Fuzz.Play;

/// <summary>One connection of a case as it is followed from both sides: what was sent, read as a server reads it, and what waits for a reply.</summary>
internal sealed class FuzzConnection(IByteChannel channel) : IAsyncDisposable
{
    private readonly MessageReader _sent = new(JsonFlavour.Qemu, WireLimits.Default);
    private readonly List<Reading> _waiting = [];

    public IByteChannel Channel => channel;

    public ServerBytes Received { get; } = new();

    public Conversation Conversation { get; } = new();

    public bool Greeted { get; set; }

    public bool Negotiated { get; set; }

    /// <summary>True once the server has ended it.</summary>
    public bool Ended { get; set; }

    /// <summary>True from bytes that are no JSON until the server has complained of them.</summary>
    public bool OwesComplaint { get; set; }

    /// <summary>True from bytes that may have been no JSON until it is known that the server reads on.</summary>
    public bool NeedsProbe { get; set; }

    /// <summary>Requests without a reply, oldest first.</summary>
    public IReadOnlyList<Reading> Waiting => _waiting;

    public Reading? Oldest => _waiting.Count > 0 ? _waiting[0] : null;

    public bool IsInsideMessage => _sent.IsInsideMessage;

    /// <summary>Records bytes of the client and says what messages they completed.</summary>
    public IReadOnlyList<Reading> Sent(ReadOnlyMemory<byte> bytes, RequestReader reader)
    {
        Conversation.Sent(bytes);
        List<Reading> readings = [];
        _sent.Feed(bytes);
        while (_sent.TryRead(out WireMessage message))
        {
            Reading reading = reader.Read(message, Negotiated);
            readings.Add(reading);
            if (reading.Expectation == Expectation.Complaint)
            {
                OwesComplaint = NeedsProbe = true;
            }
            else
            {
                NeedsProbe |= reading.Expectation == Expectation.Doubtful;
                Expect(reading);
            }
        }

        return readings;
    }

    public void Expect(Reading reading)
    {
        if (reading.Expectation != Expectation.Doubtful)
        {
            _waiting.Add(reading);
        }
    }

    /// <summary>The request that a reply answers, which then no longer waits; null where it answers none, or bytes that are no JSON.</summary>
    public Reading? Answered(JsonElement reply)
    {
        JsonElement id = JsonValues.Member(reply, "id");
        int index = _waiting.FindIndex(r => JsonValues.AreEqual(r.Id, id));
        if (index < 0)
        {
            return null;
        }

        Reading answered = _waiting[index];
        _waiting.RemoveAt(index);
        return answered;
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
