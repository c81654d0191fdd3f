namespace Harness.Schema.Validation;

/// <summary>Whether members beyond the type are a violation.</summary>
public enum Openness
{
    /// <summary>Requests: an unknown member is refused.</summary>
    Closed,

    /// <summary>Replies and events: a client must ignore what it does not know.</summary>
    Open,
}
