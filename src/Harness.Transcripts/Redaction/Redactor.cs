using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Redaction;

/// <summary>
/// Replaces secrets in payloads before they are written: members that hold passwords, the data of secret objects, passwords in
/// the human monitor's lines, and wherever a secret that was seen comes again. All other bytes stay as they are. One instance a transcript.
/// </summary>
public sealed partial class Redactor(SecretNames names)
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1040 };
    private static readonly string[] SecretTypes = ["secret", "secret_keyring"];

    private readonly HashSet<string> _names = new(names.Names, StringComparer.Ordinal);
    private readonly byte[][] _triggers = [.. names.Names.Concat(["secret", "human-monitor-command", "qom-set", "\"change\""]).Select(Encoding.UTF8.GetBytes)];
    private readonly Regex _member = new($"(?<quote>['\"])(?:{string.Join('|', names.Names.Select(Regex.Escape))})\\k<quote>\\s*:\\s*(?<mark>['\"])(?<secret>(?:\\\\.|(?!\\k<mark>).)*)", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private readonly Pseudonyms _pseudonyms = new();

    public IReadOnlyList<string> Names { get; } = names.Names;

    /// <summary>The payload, or a copy without secrets.</summary>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> payload, bool isMessage)
    {
        if (payload.IsEmpty || (_pseudonyms.IsEmpty && !IsSuspect(payload.Span)))
        {
            return payload;
        }

        return isMessage ? RedactMessage(payload) : RedactRaw(payload);
    }

    private bool IsSuspect(ReadOnlySpan<byte> payload)
    {
        foreach (byte[] trigger in _triggers)
        {
            if (payload.IndexOf(trigger) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private ReadOnlyMemory<byte> RedactMessage(ReadOnlyMemory<byte> payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload, Options);
        JsonEdits edits = new(payload);
        Walk(document.RootElement, isSecret: false, edits);
        return edits.Apply();
    }

    private void Walk(JsonElement value, bool isSecret, JsonEdits edits)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    Walk(member.Value, _names.Contains(member.Name) || IsSecretOf(value, member.Name), edits);
                }

                WalkSpecial(value, edits);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Walk(item, isSecret, edits);
                }

                break;
            case JsonValueKind.String when CanonicalJson.TextOf(value) is { Length: > 0 } text:
                if (isSecret)
                {
                    edits.ReplaceText(value, _pseudonyms.For(text, IsBase64(text)));
                }
                else if (_pseudonyms.Known(text) is { } known)
                {
                    edits.ReplaceText(value, known);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>The data of a secret object, and the argument of <c>change vnc password</c>.</summary>
    private static bool IsSecretOf(JsonElement owner, string member) => member switch
    {
        "data" => SecretTypes.Any(t => Is(owner, "qom-type", t)),
        "arg" => Is(owner, "device", "vnc") && (Is(owner, "target", "password") || Is(owner, "target", "passwd")),
        "value" => owner.TryGetProperty("property", out JsonElement property) && property.ValueKind == JsonValueKind.String && property.GetString() is "data" or "password" or "passwd",
        _ => false,
    };

    /// <summary>What is told by more than one object: the properties of a secret object in their older place, and lines of the human monitor.</summary>
    private void WalkSpecial(JsonElement owner, JsonEdits edits)
    {
        if (SecretTypes.Any(t => Is(owner, "qom-type", t)) && owner.TryGetProperty("props", out JsonElement props)
            && props.ValueKind == JsonValueKind.Object && props.TryGetProperty("data", out JsonElement data))
        {
            Walk(data, isSecret: true, edits);
        }

        if (owner.TryGetProperty("command-line", out JsonElement line) && line.ValueKind == JsonValueKind.String && CanonicalJson.TextOf(line) is { } text
            && HumanSecret().Replace(text, ReplaceGroup) is { } clean && clean != text)
        {
            edits.ReplaceText(line, clean);
        }
    }

    private static bool Is(JsonElement owner, string member, string text) =>
        owner.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    /// <summary>Padding tells it from an ordinary word.</summary>
    private static bool IsBase64(string text) => text.EndsWith('=') && Convert.TryFromBase64String(text, new byte[text.Length], out _);

    /// <summary>Bytes that are no message: each byte is a character, so that all others come back as they were.</summary>
    private byte[] RedactRaw(ReadOnlyMemory<byte> payload)
    {
        string text = Encoding.Latin1.GetString(payload.Span);
        text = _member.Replace(text, ReplaceGroup);
        text = HumanSecret().Replace(text, ReplaceGroup);
        if (text.Contains("secret", StringComparison.Ordinal))
        {
            text = SecretData().Replace(text, ReplaceGroup);
        }

        foreach ((string secret, string pseudonym) in _pseudonyms.Telling)
        {
            text = text.Replace(secret, pseudonym, StringComparison.Ordinal);
        }

        return Encoding.Latin1.GetBytes(text);
    }

    private string ReplaceGroup(Match match)
    {
        Group secret = match.Groups["secret"];
        int at = secret.Index - match.Index;
        return secret.Length == 0 ? match.Value : string.Concat(match.Value.AsSpan(0, at), _pseudonyms.For(secret.Value, IsBase64(secret.Value)), match.Value.AsSpan(at + secret.Length));
    }

    [GeneratedRegex(@"(?:\b(?:change\s+vnc\s+passw(?:or)?d|set_password\s+\S+|block_passwd\s+\S+)\s+|\b(?:data|password|passwd)=)(?<secret>[^\s,""']+)", RegexOptions.CultureInvariant)]
    private static partial Regex HumanSecret();

    [GeneratedRegex(@"(?<quote>['""])data\k<quote>\s*:\s*(?<mark>['""])(?<secret>(?:\\.|(?!\k<mark>).)*)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SecretData();
}
