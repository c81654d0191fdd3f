namespace Harness.Schema.Examples.Json;

/// <summary>What stood before the place that a reader has reached in an object or array.</summary>
internal sealed class ContainerState
{
    /// <summary>Offset of the comma after which no member or element came so far.</summary>
    public int? Comma { get; set; }

    /// <summary>A member or element stands before, with no comma behind it.</summary>
    public bool NeedsComma { get; private set; }

    public bool Elided { get; private set; }

    public bool IsEmpty { get; private set; } = true;

    public void Item()
    {
        Comma = null;
        NeedsComma = true;
        IsEmpty = false;
    }

    /// <summary>Commas around an elision are free.</summary>
    public void Elision()
    {
        Comma = null;
        NeedsComma = false;
        Elided = true;
    }
}
