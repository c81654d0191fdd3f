using System.Text.Json;

using Harness.Transcripts.Compare;

namespace Harness.Cli.Output;

/// <summary>Differences as <c>--format json</c> has them.</summary>
internal static class DifferenceOutput
{
    public static void Write(Utf8JsonWriter json, Difference difference)
    {
        json.WriteString("kind", difference.Kind.Word());
        json.WriteNumber("record", difference.Record);
        json.WriteNumber("connection", difference.Connection);
        json.WriteString("path", difference.Path);
        json.WriteString("recorded", difference.Recorded);
        json.WriteString("actual", difference.Actual);
    }
}
