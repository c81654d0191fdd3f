using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Session;
using Harness.Wire;

namespace Harness.Unit.Session;

/// <summary>
/// Plays the client's lines of a transcript against a <see cref="ServerSession"/> and writes the whole transcript anew:
/// <c>-></c> what the client sends, <c>&lt;-</c> a refusal, <c>=></c> a request that is to be executed, <c>..</c> what the executor does.
/// </summary>
internal sealed class ServerTranscript(ServerProfile profile)
{
    private readonly ServerSession _session = new(profile);
    private readonly MessageReader _reader = new(JsonFlavour.Qemu, WireLimits.Default);
    private readonly StringBuilder _transcript = new();

    public static void Holds(ServerProfile profile, string transcript)
    {
        ServerTranscript play = new(profile);
        foreach (string line in transcript.Split('\n').Where(l => l.StartsWith("->", StringComparison.Ordinal) || l.StartsWith("..", StringComparison.Ordinal)))
        {
            play.Take(line);
        }

        Assert.That(play._transcript.ToString().TrimEnd(), Is.EqualTo(transcript));
    }

    private void Take(string line)
    {
        _transcript.Append(line);
        switch (line)
        {
            case ['-', '>', .. string text]:
                _transcript.Append('\n');
                Feed(text);
                return;
            case ".. negotiates":
                _session.Negotiate(outOfBand: false);
                break;
            case ".. negotiates oob":
                _session.Negotiate(outOfBand: true);
                break;
            case ".. completes":
                _session.Complete();
                break;
            default:
                if (!line.StartsWith(".. pauses: ", StringComparison.Ordinal))
                {
                    throw new UnreachableException(line);
                }

                _transcript.Length -= line.Length;
                _transcript.Append($".. pauses: {(_session.MustPause ? "yes" : "no")}");
                break;
        }

        _transcript.Append('\n');
    }

    private void Feed(string text)
    {
        _reader.Feed(Encoding.UTF8.GetBytes(text));
        while (_reader.TryRead(out WireMessage message))
        {
            using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out string? why);
            Show(document is null ? ServerSession.StepGarbage(why!) : _session.Step(document.RootElement));
        }
    }

    private void Show(ServerAction action)
    {
        if (action.IsDispatch)
        {
            Request request = action.Request;
            _transcript.Append($"=> {(request.OutOfBand ? "oob " : "")}{request.Command}{Raw(" ", request.Arguments)}{Raw(" id ", request.Id)}\n");
            return;
        }

        ArrayBufferWriter<byte> line = new();
        ReplyWriter.WriteError(line, action.ErrorClass.WireName(), action.Text!, action.Id);
        _transcript.Append("<- ").Append(Encoding.ASCII.GetString(line.WrittenSpan).TrimEnd()).Append('\n');
    }

    private static string Raw(string before, JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? "" : before + element.GetRawText();
}
