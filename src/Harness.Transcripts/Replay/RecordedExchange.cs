namespace Harness.Transcripts.Replay;

/// <summary>
/// Places in the file, 0-based bytes at which a record's line begins: a request, and what the server sent from then on until the next
/// request. Small, because a large transcript has millions: where a reply is all that came, it is held here.
/// </summary>
/// <param name="request">Of the request.</param>
internal struct RecordedExchange(long request)
{
    /// <summary>Of <see cref="_reply"/>: nothing ends the exchange, a client would wait for ever.</summary>
    private const int Nothing = -1;

    /// <summary>Of <see cref="_reply"/>: what ends it is among <see cref="ExchangePlaces"/>.</summary>
    private const int Elsewhere = -2;

    /// <summary>How far behind the request the reply stands.</summary>
    private int _reply = Nothing;

    public long Request { get; } = request;

    /// <summary>Number of the last of its places in <see cref="ExchangePlaces"/>; negative where it has none there.</summary>
    public int Last { get; set; } = -1;

    public readonly bool IsWhole => _reply != Nothing;

    /// <summary>Place of the reply where nothing else came; null otherwise.</summary>
    public readonly long? OnlyReply => _reply >= 0 ? Request + _reply : null;

    /// <summary>Holds the reply as all that came; false where there is no room for that.</summary>
    public bool TryHold(long reply)
    {
        bool fits = _reply == Nothing && Last < 0 && reply - Request <= int.MaxValue;
        _reply = fits ? (int)(reply - Request) : _reply;
        return fits;
    }

    /// <summary>The exchange is ended by one of its places elsewhere.</summary>
    public void EndElsewhere() => _reply = Elsewhere;

    /// <summary>What was held is elsewhere from now on.</summary>
    public long? MoveOut()
    {
        long? held = OnlyReply;
        _reply = held is null ? _reply : Elsewhere;
        return held;
    }
}
