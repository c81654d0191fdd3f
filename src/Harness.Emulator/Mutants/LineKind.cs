namespace Harness.Emulator.Mutants;

/// <summary>What a line that the server sends is.</summary>
internal enum LineKind
{
    Greeting,
    Reply,
    Event,
}
