using System.Text;
using System.Text.Json.Nodes;

using Harness.Schema.Validation;

namespace Harness.Fuzz.Generate;

/// <summary>Requests as one line of JSON, without the line end.</summary>
internal static class RequestText
{
    private static readonly string[] OddIds =
    [
        "\"seven\"", "\"\"", "null", "true", "0", "-1", "18446744073709551615", "9223372036854775807", "0.5", "1e2", "{ \"b\": 1, \"a\": [] }", "[ 1, \"x\" ]", "\"\\u00e9\"", "{}",
    ];

    /// <param name="arguments">JSON; null for a request without.</param>
    /// <param name="id">JSON; null for a request without.</param>
    public static string Of(string command, string? arguments, string? id) =>
        $"{{ \"execute\": {SpacedJson.Quoted(command)}{(arguments is null ? "" : $", \"arguments\": {arguments}")}{(id is null ? "" : $", \"id\": {id}")} }}";

    public static string Of(string command, JsonNode? arguments, string? id) =>
        Of(command, arguments is JsonObject { Count: 0 } ? null : SpacedJson.Of(arguments), id);

    /// <summary>Mostly a number; else any JSON, for a server gives back what it was given; null for none.</summary>
    public static string? Id(SeededRandom random) => random.Below(8) switch
    {
        0 => null,
        1 => random.Pick(OddIds),
        _ => random.Below(1000).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public static byte[] Line(string request) => Encoding.UTF8.GetBytes(request + "\r\n");
}
