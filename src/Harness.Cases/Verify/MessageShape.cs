using System.Text.Json;

using Harness.Session;

namespace Harness.Cases.Verify;

/// <summary>What a message of a server is by its members, and what is wrong with it wherever it stands.</summary>
internal static class MessageShape
{
    public static Incoming Classify(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return Violation("a server sends nothing but objects");
        }

        if (message.TryGetProperty("QMP"u8, out _))
        {
            return new Incoming(IncomingKind.Greeting);
        }

        return message.TryGetProperty("event"u8, out JsonElement name) ? ClassifyEvent(message, name) : ClassifyReply(message);
    }

    private static Incoming ClassifyEvent(JsonElement message, JsonElement name)
    {
        JsonElement time = JsonValues.Member(message, "timestamp");
        JsonElement data = JsonValues.Member(message, "data");
        return name.ValueKind != JsonValueKind.String ? Violation("an event whose name is no string")
            : time.ValueKind != JsonValueKind.Object ? Violation("an event without a timestamp")
            : Integer(JsonValues.Member(time, "seconds")) is null || Integer(JsonValues.Member(time, "microseconds")) is not { } microseconds ? Violation("an event whose timestamp lacks integers 'seconds' and 'microseconds'")
            : microseconds is < -1 or > 999_999 ? Violation("an event whose timestamp counts more microseconds than a second has")
            : data.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object) ? Violation("an event whose data are no object")
            : new Incoming(IncomingKind.Event);
    }

    private static Incoming ClassifyReply(JsonElement message)
    {
        bool success = message.TryGetProperty("return"u8, out _);
        if (!message.TryGetProperty("error"u8, out JsonElement error))
        {
            return success ? new Incoming(IncomingKind.Success) : Violation("a message that is no greeting, no reply and no event");
        }

        return success ? Violation("a reply with both 'return' and 'error'")
            : JsonValues.Member(error, "class").ValueKind != JsonValueKind.String ? Violation("an error without a string 'class'")
            : JsonValues.Member(error, "desc").ValueKind != JsonValueKind.String ? Violation("an error without a string 'desc'")
            : new Incoming(IncomingKind.Error);
    }

    /// <summary>Both are -1 where a server could not ask for the time.</summary>
    private static long? Integer(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) ? number : null;

    private static Incoming Violation(string why) => new(IncomingKind.Violation, why);
}
