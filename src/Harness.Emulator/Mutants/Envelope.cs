using System.Text.Json;

using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Reads a request without any of the session's checks, for mutants that lack them.</summary>
internal static class Envelope
{
    public static Request Read(JsonElement message)
    {
        bool outOfBand = message.TryGetProperty("exec-oob"u8, out JsonElement command);
        return new Request(
            (outOfBand ? command : message.GetProperty("execute"u8)).GetString()!,
            message.TryGetProperty("arguments"u8, out JsonElement arguments) ? arguments : default,
            message.TryGetProperty("id"u8, out JsonElement id) ? id : default,
            OutOfBand: false);
    }
}
