namespace Harness.Transcripts.Replay;

/// <summary>Places in the file: a request, and what the server sent from then on until the next request.</summary>
/// <param name="request">0-based byte of the request's line.</param>
internal sealed class RecordedExchange(long request)
{
    private List<long>? _building;

    public long Request => request;

    /// <summary>In recorded order.</summary>
    public long[] Places { get; private set; } = [];

    /// <summary>Place of the reply; negative for none.</summary>
    public long Reply { get; private set; } = -1;

    /// <summary>True when something ends the exchange, so that a client does not wait for ever.</summary>
    public bool IsWhole { get; private set; }

    public void Add(long place) => (_building ??= new List<long>(1)).Add(place);

    public void AddReply(long place, bool isReply)
    {
        Add(place);
        Reply = isReply ? place : Reply;
        IsWhole = true;
    }

    public void Seal()
    {
        Places = _building is null ? [] : [.. _building];
        _building = null;
    }
}
