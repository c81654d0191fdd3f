using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Harness.Transcripts.Messages;

/// <summary>Replaces values within a message; every other byte stays as it is.</summary>
/// <param name="message">Parsed without a copy: elements to replace refer to this memory.</param>
internal sealed class JsonEdits(ReadOnlyMemory<byte> message)
{
    private readonly List<(int Start, int Length, string Text)> _edits = [];

    /// <param name="text">JSON.</param>
    public void Replace(JsonElement value, string text)
    {
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        if (message.Span.Overlaps(raw, out int start))
        {
            _edits.Add((start, raw.Length, text));
        }
    }

    public void ReplaceText(JsonElement value, string text) => Replace(value, $"\"{JsonEncodedText.Encode(text)}\"");

    /// <summary>The message itself where nothing is replaced.</summary>
    public ReadOnlyMemory<byte> Apply()
    {
        if (_edits.Count == 0)
        {
            return message;
        }

        using MemoryStream edited = new(message.Length);
        int position = 0;
        foreach ((int start, int length, string text) in _edits.OrderBy(e => e.Start))
        {
            if (start >= position)
            {
                edited.Write(message.Span[position..start]);
                edited.Write(Encoding.UTF8.GetBytes(text));
                position = start + length;
            }
        }

        edited.Write(message.Span[position..]);
        return edited.ToArray();
    }
}
