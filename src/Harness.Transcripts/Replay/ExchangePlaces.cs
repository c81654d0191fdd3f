namespace Harness.Transcripts.Replay;

/// <summary>Places of the records that exchanges with more than a reply consist of: a ring for each, in recorded order.</summary>
internal sealed class ExchangePlaces
{
    private readonly PagedList<Link> _links = new();

    /// <summary>Adds what belongs to an exchange beside its request.</summary>
    /// <param name="ends">True for a reply, and for what a client gets instead of one.</param>
    public void Add(ref RecordedExchange exchange, long place, bool isReply, bool ends)
    {
        if (isReply && exchange.TryHold(place))
        {
            return;
        }

        if (exchange.MoveOut() is { } held)
        {
            Append(ref exchange, held, isReply: true);
        }

        Append(ref exchange, place, isReply);
        if (ends)
        {
            exchange.EndElsewhere();
        }
    }

    /// <summary>In recorded order, and whether it is the reply to the request.</summary>
    public IEnumerable<(long Place, bool IsReply)> Of(RecordedExchange exchange)
    {
        if (exchange.OnlyReply is { } reply)
        {
            yield return (reply, true);
        }

        for (int i = exchange.Last; i >= 0;)
        {
            i = _links[i].Next;
            yield return (_links[i].Place, _links[i].IsReply);
            i = i == exchange.Last ? -1 : i;
        }
    }

    private void Append(ref RecordedExchange exchange, long place, bool isReply)
    {
        int added = _links.Count;
        _links.Add(new Link(place, added, isReply));
        if (exchange.Last >= 0)
        {
            _links[added] = new Link(place, _links[exchange.Last].Next, isReply);
            _links[exchange.Last] = _links[exchange.Last] with { Next = added };
        }

        exchange.Last = added;
    }

    /// <param name="Next">The last one's is the first.</param>
    private readonly record struct Link(long Place, int Next, bool IsReply);
}
