using System.Text;
using System.Text.Json;

using Harness.Session;

namespace Harness.Unit.Session;

/// <summary>
/// Plays a transcript against a <see cref="ClientSession"/> and writes it anew with what the client makes of each message:
/// <c>-></c> a request, <c>->raw</c> no request, <c>&lt;-</c> a message of the server, <c>=></c> its kind.
/// </summary>
internal static class ClientTranscript
{
    public static void Holds(ServerProfile profile, string transcript)
    {
        ClientSession session = new(profile);
        StringBuilder played = new();
        foreach (string line in transcript.Split('\n').Where(l => !l.StartsWith("=>", StringComparison.Ordinal)))
        {
            played.Append(line).Append('\n');
            if (line.StartsWith("->raw", StringComparison.Ordinal))
            {
                session.SentGarbage();
            }
            else if (line.StartsWith("->", StringComparison.Ordinal))
            {
                using JsonDocument request = JsonDocument.Parse(line[2..]);
                session.Sent(Read(request.RootElement));
            }
            else
            {
                using JsonDocument message = JsonDocument.Parse(line[2..]);
                Incoming incoming = session.Step(message.RootElement);
                played.Append("=> ").Append(incoming.Why ?? incoming.Kind.ToString()).Append('\n');
                Assert.That(incoming.Why is not null, Is.EqualTo(incoming.Kind == IncomingKind.Violation));
            }
        }

        Assert.That(played.ToString().TrimEnd(), Is.EqualTo(transcript));
    }

    private static Request Read(JsonElement request)
    {
        bool outOfBand = request.TryGetProperty("exec-oob", out JsonElement command);
        command = outOfBand ? command : request.GetProperty("execute");
        return new Request(command.GetString()!, default, request.TryGetProperty("id", out JsonElement id) ? id : default, outOfBand);
    }
}
