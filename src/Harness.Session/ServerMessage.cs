using System.Text.Json;

namespace Harness.Session;

/// <summary>The shapes of what a server may send, whatever its place. Members beyond the documented ones are allowed.</summary>
internal static class ServerMessage
{
    public static Incoming Classify(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return Violation("a server sends nothing but objects");
        }

        bool greeting = message.TryGetProperty("QMP"u8, out JsonElement content);
        bool success = message.TryGetProperty("return"u8, out _);
        bool error = message.TryGetProperty("error"u8, out JsonElement fault);
        bool happened = message.TryGetProperty("event"u8, out JsonElement name);
        return (greeting, success, error, happened) switch
        {
            (true, false, false, false) => IsGreeting(content) ? new Incoming(IncomingKind.Greeting) : Violation("a greeting without version and capabilities"),
            (false, true, false, false) => new Incoming(IncomingKind.Success),
            (false, false, true, false) => IsError(fault) ? new Incoming(IncomingKind.Error) : Violation("an error without class and desc"),
            (false, false, false, true) => ClassifyEvent(message, name),
            (false, false, false, false) => Violation("a message that is no greeting, reply or event"),
            (false, true, true, _) => Violation("a reply with both return and error"),
            _ => Violation("a message that is several kinds at once"),
        };
    }

    private static bool IsGreeting(JsonElement content) =>
        Kind(content, "version"u8) == JsonValueKind.Object && Kind(content, "capabilities"u8) == JsonValueKind.Array;

    private static bool IsError(JsonElement fault) =>
        Kind(fault, "class"u8) == JsonValueKind.String && Kind(fault, "desc"u8) == JsonValueKind.String;

    private static Incoming ClassifyEvent(JsonElement message, JsonElement name)
    {
        if (name.ValueKind != JsonValueKind.String)
        {
            return Violation("an event whose name is no string");
        }

        if (!message.TryGetProperty("timestamp"u8, out JsonElement time)
            || Kind(time, "seconds"u8) != JsonValueKind.Number || Kind(time, "microseconds"u8) != JsonValueKind.Number)
        {
            return Violation("an event without a timestamp in seconds and microseconds");
        }

        return Kind(message, "data"u8) is JsonValueKind.Undefined or JsonValueKind.Object
            ? new Incoming(IncomingKind.Event)
            : Violation("an event whose data is no object");
    }

    private static JsonValueKind Kind(JsonElement parent, ReadOnlySpan<byte> member) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(member, out JsonElement value) ? value.ValueKind : JsonValueKind.Undefined;

    private static Incoming Violation(string why) => new(IncomingKind.Violation, why);
}
