namespace Harness.Fuzz.Oracles;

/// <summary>What a server owes a message, as the protocol and the schema have it.</summary>
public enum Expectation
{
    /// <summary>The arguments are of their type: success of the documented type, or an error that is not about their type.</summary>
    Answer,

    /// <summary>An error, and nothing may have changed.</summary>
    Refusal,

    /// <summary>An error of class CommandNotFound, and nothing may have changed.</summary>
    NotFound,

    /// <summary>A reply: the documentation does not say which.</summary>
    Anything,

    /// <summary>No JSON: at least one error without id.</summary>
    Complaint,

    /// <summary>Some servers take it for JSON and some do not: a reply or an error without id.</summary>
    Doubtful,
}
