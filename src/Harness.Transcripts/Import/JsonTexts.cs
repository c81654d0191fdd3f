using System.Text;

using Harness.Wire;

namespace Harness.Transcripts.Import;

/// <summary>JSON texts that stand in a text with other things between them.</summary>
internal static class JsonTexts
{
    /// <summary>Each object of the text, on one line, with the 1-based line at which it begins.</summary>
    public static IEnumerable<(byte[] Json, int Line)> Objects(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        List<(byte[], int)> found = [];
        reader.Feed(bytes);
        int line = 1;
        int counted = 0;
        while (reader.TryRead(out WireMessage message))
        {
            line += bytes.AsSpan(counted, (int)message.Offset - counted).Count((byte)'\n');
            counted = (int)message.Offset;
            if (message.Kind == MessageKind.Value && message.Raw.Length > 0 && message.Raw.Span[0] == (byte)'{')
            {
                found.Add((OneLine(message.Raw.Span), line));
            }
        }

        return found;
    }

    /// <summary>Line breaks, which JSON has between tokens only, and the indentation behind them are dropped.</summary>
    public static byte[] OneLine(ReadOnlySpan<byte> json)
    {
        List<byte> line = new(json.Length);
        bool isIndentation = false;
        foreach (byte b in json)
        {
            bool isBreak = b is (byte)'\n' or (byte)'\r';
            isIndentation = isBreak || (isIndentation && b is (byte)' ' or (byte)'\t' && isIndentation);
            if (!isIndentation)
            {
                line.Add(b);
            }
            else if (isBreak && line.Count > 0 && line[^1] == (byte)',')
            {
                line.Add((byte)' ');
            }
        }

        return [.. line];
    }
}
