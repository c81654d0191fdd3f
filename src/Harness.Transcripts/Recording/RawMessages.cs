using System.Text.Json;

using Harness.Transcripts.Messages;
using Harness.Wire;

namespace Harness.Transcripts.Recording;

/// <summary>
/// What a server takes for messages in a client's raw bytes, each of which it answers: a text in another spelling, which may be a
/// request, and garbage, which gets an error without id.
/// </summary>
internal sealed class RawMessages
{
    private MessageReader? _reader;

    /// <summary>Cuts the next bytes; what is unfinished at their end goes on with the next.</summary>
    public IReadOnlyList<RawMessage> Take(ReadOnlyMemory<byte> bytes)
    {
        _reader ??= new MessageReader(JsonFlavour.Qemu, WireLimits.Default);
        _reader.Feed(bytes);
        List<RawMessage> found = [];
        while (_reader.TryRead(out WireMessage message))
        {
            found.Add(Of(message));
        }

        return found;
    }

    /// <summary>A message on one line followed: the server is past all garbage.</summary>
    public void Leave() => _reader = null;

    private static RawMessage Of(in WireMessage message)
    {
        using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out _);
        if (document is not { RootElement: { ValueKind: JsonValueKind.Object } root })
        {
            return new RawMessage("", IsRefused: true);
        }

        string id = root.TryGetProperty("id", out JsonElement given) ? CanonicalJson.Of(given) : "";
        return new RawMessage(id, IsRefused: !root.TryGetProperty("execute", out _) && !root.TryGetProperty("exec-oob", out _));
    }
}

/// <param name="Id">One spelling of the id; empty for none.</param>
/// <param name="IsRefused">True for what can get nothing but an error.</param>
internal readonly record struct RawMessage(string Id, bool IsRefused);
