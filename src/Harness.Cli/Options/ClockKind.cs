namespace Harness.Cli.Options;

internal enum ClockKind
{
    Real,
    Virtual,
}
