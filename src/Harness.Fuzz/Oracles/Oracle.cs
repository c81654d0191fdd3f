namespace Harness.Fuzz.Oracles;

/// <summary>What a peer broke. Their names, in words with hyphens, are part of the ids of findings.</summary>
public enum Oracle
{
    /// <summary>A program that the harness started has ended.</summary>
    Crash,

    /// <summary>The peer ended the connection.</summary>
    Closed,

    /// <summary>A request had no reply within the deadline.</summary>
    NoReply,

    /// <summary>A message that the protocol does not allow there: no JSON, a wrong shape, a lost id, a reply too many.</summary>
    Protocol,

    /// <summary>Messages that are not on lines of their own, ended by CR LF, in ASCII.</summary>
    Framing,

    /// <summary>Arguments that the schema does not take were accepted.</summary>
    AcceptedInvalid,

    /// <summary>Arguments of the right type were refused for their type.</summary>
    RefusedValid,

    /// <summary>A refused command changed what a query says.</summary>
    ChangedByRefused,

    /// <summary>A return value that is not of its documented type.</summary>
    ReturnType,

    /// <summary>Data of an event that are not of their documented type.</summary>
    EventType,

    /// <summary>An error of another class than the protocol demands.</summary>
    ErrorClass,

    /// <summary>Bytes that are no JSON brought no error.</summary>
    SilentGarbage,
}
