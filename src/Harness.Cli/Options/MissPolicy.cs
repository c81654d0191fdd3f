namespace Harness.Cli.Options;

internal enum MissPolicy
{
    Fail,
    Schema,
}
