using System.Globalization;
using System.Text;

namespace Harness.Transcripts.Redaction;

/// <summary>What stands for each secret of one transcript: the same for the same secret, of the same form, and telling nothing of it.</summary>
internal sealed class Pseudonyms
{
    /// <summary>Shorter ones are ordinary words elsewhere.</summary>
    private const int LeastTelling = 4;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Secrets that are looked for everywhere.</summary>
    public IEnumerable<KeyValuePair<string, string>> Telling => _known.Where(k => k.Key.Length >= LeastTelling);

    public bool IsEmpty => _known.Count == 0;

    public string For(string secret, bool isBase64)
    {
        if (_known.TryGetValue(secret, out string? pseudonym))
        {
            return pseudonym;
        }

        string plain = string.Create(CultureInfo.InvariantCulture, $"redacted-{_known.Count + 1}");
        return _known[secret] = isBase64 ? Convert.ToBase64String(Encoding.ASCII.GetBytes(plain)) : plain;
    }

    /// <summary>Null for what is no secret, or too short to be told from an ordinary word.</summary>
    public string? Known(string text) => text.Length >= LeastTelling ? _known.GetValueOrDefault(text) : null;
}
