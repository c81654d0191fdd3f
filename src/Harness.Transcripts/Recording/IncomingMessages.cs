using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Recording;

/// <summary>What a server sent on one connection and nobody has asked for: replies and events apart, each in the order in which they came.</summary>
public sealed class IncomingMessages
{
    private readonly PayloadCutter _cutter = new();
    private readonly List<Cut> _cuts = [];
    private readonly List<Cut> _replies = [];
    private readonly List<Cut> _events = [];

    public void Feed(ReadOnlyMemory<byte> chunk)
    {
        _cutter.Feed(chunk, _cuts);
        Sort();
    }

    /// <summary>The server sends nothing more.</summary>
    public void Finish()
    {
        _cutter.Finish(_cuts);
        Sort();
    }

    /// <summary>Takes the first event of that name; null while there is none.</summary>
    public ReadOnlyMemory<byte>? TakeEvent(string? name) => Take(_events, e => e.Facts?.Name == name);

    /// <summary>Takes the first reply, or greeting, that has this id; null while there is none.</summary>
    /// <param name="id">JSON; empty for none.</param>
    public ReadOnlyMemory<byte>? TakeReply(ReadOnlyMemory<byte> id)
    {
        string wanted = CanonicalJson.Of(id);
        return Take(_replies, r => r.Facts is { } facts && CanonicalJson.Of(facts.Id) == wanted);
    }

    /// <summary>Takes the first that is no message; null while there is none.</summary>
    public ReadOnlyMemory<byte>? TakeRaw() => Take(_replies, r => r.Facts is null);

    /// <summary>Takes whatever is left.</summary>
    public (IReadOnlyList<ReadOnlyMemory<byte>> Replies, IReadOnlyList<ReadOnlyMemory<byte>> Events) TakeAll()
    {
        ReadOnlyMemory<byte>[] replies = [.. _replies.Select(r => (ReadOnlyMemory<byte>)r.Payload)];
        ReadOnlyMemory<byte>[] events = [.. _events.Select(e => (ReadOnlyMemory<byte>)e.Payload)];
        _replies.Clear();
        _events.Clear();
        return (replies, events);
    }

    private void Sort()
    {
        foreach (Cut cut in _cuts)
        {
            (cut.Facts is { Role: MessageRole.Event } ? _events : _replies).Add(cut);
        }

        _cuts.Clear();
    }

    private static ReadOnlyMemory<byte>? Take(List<Cut> from, Predicate<Cut> wanted)
    {
        int index = from.FindIndex(wanted);
        if (index < 0)
        {
            return null;
        }

        Cut taken = from[index];
        from.RemoveAt(index);
        return taken.Payload;
    }
}
