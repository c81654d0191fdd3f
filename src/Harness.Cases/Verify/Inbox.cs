using Harness.Session;

namespace Harness.Cases.Verify;

/// <summary>What came on one connection and no step has taken: two lanes, replies and events, that do not wait for each other.</summary>
internal sealed class Inbox
{
    private readonly List<Arrival> _all = [];
    private readonly List<Arrival> _replies = [];
    private readonly List<Arrival> _events = [];
    private bool _passErrors;

    /// <summary>Everything that came, oldest first.</summary>
    public IReadOnlyList<Arrival> All => _all;

    /// <summary>The greeting, once it came; it is taken by the first who asks.</summary>
    public Arrival? Greeting { get; private set; }

    /// <summary>Replies that no step has taken, oldest first.</summary>
    public IReadOnlyList<Arrival> Replies => _replies;

    public Arrival? NextReply => _replies.Count > 0 ? _replies[0] : null;

    /// <summary>An error without id that was passed over although it came after the client last sent something; null when there is none.</summary>
    public Arrival? PassedError { get; private set; }

    /// <summary>Events since the last one that a step took, oldest first.</summary>
    public IReadOnlyList<Arrival> Events => _events;

    public void Add(Arrival arrival)
    {
        _all.Add(arrival);
        switch (arrival.Kind)
        {
            case IncomingKind.Greeting:
                Greeting = arrival;
                break;
            case IncomingKind.Event:
                _events.Add(arrival);
                break;
            default:
                AddReply(arrival);
                break;
        }
    }

    public void TakeGreeting() => Greeting = null;

    public void Take(Arrival arrival)
    {
        if (!_replies.Remove(arrival))
        {
            // An event that is taken makes those before it old.
            _events.RemoveAll(e => e.Order <= arrival.Order);
        }
    }

    /// <summary>The client sends: what comes from here on may answer it.</summary>
    public void NoteSent() => PassedError = null;

    /// <summary>Passes over errors without id until the next reply that is none.</summary>
    public void PassErrors()
    {
        int other = _replies.FindIndex(r => !r.IsErrorWithoutId);
        _passErrors = other < 0;
        _replies.RemoveRange(0, other < 0 ? _replies.Count : other);
        PassedError = null;
    }

    private void AddReply(Arrival arrival)
    {
        _passErrors &= arrival.IsErrorWithoutId;
        if (_passErrors)
        {
            PassedError = arrival;
        }
        else
        {
            _replies.Add(arrival);
        }
    }
}
