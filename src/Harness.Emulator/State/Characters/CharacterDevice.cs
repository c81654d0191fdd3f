using Harness.Emulator.Output;

namespace Harness.Emulator.State.Characters;

/// <summary>A character device of the machine.</summary>
/// <param name="FileName">What it is joined to on the host.</param>
/// <param name="Ring">Its bytes, for a ring buffer; null for another kind.</param>
internal sealed record CharacterDevice(string Label, string Kind, string FileName, RingBuffer? Ring = null)
{
    /// <summary>The guest's side is open.</summary>
    public bool FrontendOpen { get; init; }

    /// <summary>Something in the machine uses it, so that it cannot be removed.</summary>
    public bool IsBusy { get; init; }

    /// <summary>The device that it shares; null for none.</summary>
    public string? Shares { get; init; }

    /// <summary>Writes the members of QAPI <c>ChardevInfo</c>.</summary>
    public void Write(DataWriter data)
    {
        data.Bool("frontend-open", FrontendOpen);
        data.String("filename", FileName);
        data.String("label", Label);
    }
}
