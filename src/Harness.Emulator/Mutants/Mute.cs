namespace Harness.Emulator.Mutants;

/// <summary>A server that never sends one kind of event.</summary>
internal sealed class Mute(string silent) : Conduct
{
    public override bool Emits(string name) => name != silent;
}
