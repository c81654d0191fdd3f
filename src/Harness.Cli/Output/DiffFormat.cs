namespace Harness.Cli.Output;

internal enum DiffFormat
{
    Text,
    Json,
    Markdown,
}
