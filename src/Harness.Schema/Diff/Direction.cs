namespace Harness.Schema.Diff;

/// <summary>Which way a value travels; it decides whom a change breaks.</summary>
internal sealed record Direction(
    string Name,
    ChangeKind OptionalRemoved,
    ChangeKind MandatoryRemoved,
    ChangeKind OptionalAdded,
    ChangeKind MandatoryAdded,
    ChangeKind MadeMandatory,
    ChangeKind MadeOptional,
    ChangeKind Narrowed,
    ChangeKind Widened,
    ChangeKind TypeChanged,
    ChangeKind ValueRemoved,
    ChangeKind ValueAdded)
{
    /// <summary>Arguments: from client to server.</summary>
    public static Direction Send { get; } = new(
        "send",
        ChangeKinds.OptionalArgumentRemoved,
        ChangeKinds.MandatoryArgumentRemoved,
        ChangeKinds.OptionalArgumentAdded,
        ChangeKinds.MandatoryArgumentAdded,
        ChangeKinds.ArgumentMadeMandatory,
        ChangeKinds.ArgumentMadeOptional,
        ChangeKinds.ArgumentNarrowed,
        ChangeKinds.ArgumentWidened,
        ChangeKinds.ArgumentTypeChanged,
        ChangeKinds.ArgumentValueRemoved,
        ChangeKinds.ArgumentValueAdded);

    /// <summary>Return values and event data: from server to client.</summary>
    public static Direction Receive { get; } = new(
        "receive",
        ChangeKinds.OptionalResultRemoved,
        ChangeKinds.MandatoryResultRemoved,
        ChangeKinds.OptionalResultAdded,
        ChangeKinds.MandatoryResultAdded,
        ChangeKinds.ResultMadeMandatory,
        ChangeKinds.ResultMadeOptional,
        ChangeKinds.ResultNarrowed,
        ChangeKinds.ResultWidened,
        ChangeKinds.ResultTypeChanged,
        ChangeKinds.ResultValueRemoved,
        ChangeKinds.ResultValueAdded);

    public override string ToString() => Name;
}
