using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Recording;

/// <summary>
/// Which request of a connection a reply answers: the oldest that waits with the same id, or without one. Garbage waits for its error
/// in the same queue, because servers answer it in its turn.
/// </summary>
public sealed class ReplyPairing
{
    private readonly List<Waiting> _waiting = [];
    private readonly RawMessages _raw = new();
    private int _garbage;

    /// <summary>Requests without a reply.</summary>
    public int Outstanding => _waiting.Count;

    /// <param name="number">Of the record.</param>
    public void Sent(long number, in MessageFacts request)
    {
        _raw.Leave();
        Add(new Waiting(number, CanonicalJson.Of(request.Id), request.Role != MessageRole.Request, request.OutOfBand));
    }

    /// <summary>The client sent what is no message on one line: any number of things to answer.</summary>
    /// <param name="number">Of the record.</param>
    public void SentRaw(long number, ReadOnlyMemory<byte> bytes)
    {
        foreach (RawMessage message in _raw.Take(bytes))
        {
            Add(new Waiting(number, message.Id, message.IsRefused, OutOfBand: false));
        }
    }

    /// <summary>Number of the record that is answered; 0 for none.</summary>
    public long Answered(in MessageFacts reply)
    {
        if (_waiting.Count == 0 || reply.Role is not (MessageRole.Success or MessageRole.Error))
        {
            return 0;
        }

        string id = CanonicalJson.Of(reply.Id);
        bool isError = reply.Role == MessageRole.Error;
        int index = _waiting.FindIndex(w => w.Id == id && (isError || !w.IsRefused));
        if (index < 0)
        {
            return 0;
        }

        Waiting answered = _waiting[index];
        _waiting.RemoveAt(index);
        _garbage -= answered.IsGarbage ? 1 : 0;
        if (_garbage > 0 && !answered.OutOfBand)
        {
            // Replies come in turn: garbage that was sent before and has no error by now gets none.
            _garbage -= _waiting.RemoveAll(w => w.IsGarbage && w.Number < answered.Number);
        }

        return answered.Number;
    }

    private void Add(in Waiting waiting)
    {
        _waiting.Add(waiting);
        _garbage += waiting.IsGarbage ? 1 : 0;
    }

    private readonly record struct Waiting(long Number, string Id, bool IsRefused, bool OutOfBand)
    {
        public bool IsGarbage => IsRefused && Id.Length == 0;
    }
}
