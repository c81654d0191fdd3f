namespace Harness.Fuzz.Input;

/// <summary>Design §10: where the requests of a case come from.</summary>
public enum FuzzPhase
{
    /// <summary>Documented requests, as they are and changed.</summary>
    Examples,

    /// <summary>Each single way to break a command's arguments.</summary>
    Boundary,

    /// <summary>Random arguments of a random command, half of them broken.</summary>
    Random,

    /// <summary>Sequences in which later commands use what earlier ones made.</summary>
    Stateful,

    /// <summary>Bytes: split, merged, cut, garbled, abandoned.</summary>
    Wire,
}
