using System.Text;
using System.Text.Json;

using Harness.Wire;

namespace Harness.Transcripts.Import;

/// <summary>JSON texts that stand in a text with other things between them.</summary>
internal static class JsonTexts
{
    /// <summary>
    /// Each object of the text, on one line, with the 1-based line at which it begins. An object that is not whole is told, and
    /// reading goes on with the next line that begins with an object no further to the right, which is none of its own.
    /// </summary>
    /// <param name="trouble">Told of the line at which a broken object begins, and of what is wrong; null not to.</param>
    public static IEnumerable<(byte[] Json, int Line)> Objects(string text, Action<ImportTrouble>? trouble = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int line = 1, counted = 0, start = 0;
        while (start < bytes.Length)
        {
            (int begin, int end, byte[]? json, string? why) = Next(bytes, start);
            line += bytes.AsSpan(counted, begin - counted).Count((byte)'\n');
            counted = begin;
            start = end;
            if (json is not null)
            {
                yield return (json, line);
            }
            else if (why is not null)
            {
                trouble?.Invoke(new ImportTrouble(line, $"a JSON text begins here and is not whole: {why}"));
                start = Behind(bytes, begin);
            }
        }
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

    /// <summary>Where to go on behind an object that is not whole.</summary>
    private static int Behind(byte[] bytes, int broken)
    {
        int column = broken - (bytes.AsSpan(0, broken).LastIndexOf((byte)'\n') + 1);
        for (int at = broken; ;)
        {
            int feed = bytes.AsSpan(at).IndexOf((byte)'\n');
            if (feed < 0)
            {
                return bytes.Length;
            }

            at += feed + 1;
            int indentation = bytes.AsSpan(at).IndexOfAnyExcept(" \t"u8);
            if (indentation >= 0 && indentation <= column && bytes[at + indentation] == (byte)'{')
            {
                return at;
            }
        }
    }

    /// <summary>The next object at or behind a place, or what of one there is; the end of the text for none.</summary>
    private static (int Begin, int End, byte[]? Json, string? Why) Next(byte[] bytes, int start)
    {
        int brace = bytes.AsSpan(start).IndexOf((byte)'{');
        if (brace < 0)
        {
            return (bytes.Length, bytes.Length, null, null);
        }

        start += brace;
        MessageReader reader = new(JsonFlavour.Qemu, WireLimits.Default);
        reader.Feed(bytes.AsMemory(start, Math.Min(bytes.Length - start, WireLimits.Default.MaxMessageBytes)));
        if (!reader.TryRead(out WireMessage message))
        {
            return (start, start, null, "the text ends inside it");
        }

        using JsonDocument? document = MessageParser.Parse(message, WireLimits.Default, out string? why);
        return (start, start + message.Raw.Length, document is null ? null : OneLine(message.Raw.Span), why);
    }
}
