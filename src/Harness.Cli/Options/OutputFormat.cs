namespace Harness.Cli.Options;

internal enum OutputFormat
{
    Text,
    Json,
}
