using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Recording;

/// <summary>Which request of a connection a reply answers: the oldest that waits with the same id, or without one.</summary>
public sealed class ReplyPairing
{
    private readonly List<(long Number, string Id)> _waiting = [];

    /// <summary>Requests without a reply.</summary>
    public int Outstanding => _waiting.Count;

    /// <param name="number">Of the record.</param>
    public void Sent(long number, in MessageFacts request) => _waiting.Add((number, CanonicalJson.Of(request.Id)));

    /// <summary>Number of the request that is answered; 0 for none.</summary>
    public long Answered(in MessageFacts reply)
    {
        if (_waiting.Count == 0 || reply.Role is not (MessageRole.Success or MessageRole.Error))
        {
            return 0;
        }

        string id = CanonicalJson.Of(reply.Id);
        int index = _waiting.FindIndex(w => w.Id == id);
        if (index < 0)
        {
            return 0;
        }

        long number = _waiting[index].Number;
        _waiting.RemoveAt(index);
        return number;
    }
}
