using System.Buffers;
using System.Text;

using Harness.Wire;

namespace Harness.Transcripts.Export;

/// <summary>JSON on one line of printable ASCII; the same value, and the same bytes where they were printable ASCII.</summary>
internal static class AsciiJson
{
    public static string Of(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte> text = new(json.Length + 16);
        MessageWriter.Write(text, json);
        return Encoding.ASCII.GetString(text.WrittenSpan);
    }
}
