using System.Text.Json;

using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Compare;

/// <summary>What the peer called a thing when it was recorded, and what it calls it now. Each name has one counterpart, both ways.</summary>
public sealed class SessionBindings
{
    private readonly Dictionary<string, string> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _recorded = new(StringComparer.Ordinal);
    private bool _differs;

    /// <summary>Binds the two, or says whether they are bound to each other already.</summary>
    internal bool TryBind(string recorded, string now)
    {
        _now.TryAdd(recorded, now);
        _recorded.TryAdd(now, recorded);
        _differs |= recorded != now;
        return _now[recorded] == now && _recorded[now] == recorded;
    }

    /// <summary>The recorded request with the names of this session.</summary>
    public ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> request)
    {
        if (!_differs)
        {
            return request;
        }

        using JsonDocument document = JsonDocument.Parse(request, new JsonDocumentOptions { MaxDepth = 1040 });
        JsonEdits edits = new(request);
        Walk("", document.RootElement, edits);
        return edits.Apply();
    }

    private void Walk(string member, JsonElement value, JsonEdits edits)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty inner in value.EnumerateObject())
                {
                    Walk(inner.Name, inner.Value, edits);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Walk(member, item, edits);
                }

                break;
            case JsonValueKind.String or JsonValueKind.Number when PeerChosen.IsBound(member, value) && _now.TryGetValue(CanonicalJson.Of(value), out string? now):
                edits.Replace(value, now);
                break;
            default:
                break;
        }
    }
}
