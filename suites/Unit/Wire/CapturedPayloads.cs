using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Unit.Wire;

/// <summary>Bytes that a real QEMU was given, and one letter for each of its replies; see the head of the file.</summary>
internal static partial class CapturedPayloads
{
    public static IEnumerable<(string Text, byte[] Bytes, string Replies)> All() =>
        File.ReadLines(Path.Combine(Repository.Root, "fixtures", "wire", "qemu-7.2.tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(fields => (fields[0], Bytes(fields[0]), fields[1] == "-" ? "" : fields[1]));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(Escape().Replace(
        text, match => match.Value == @"\\" ? @"\" : ((char)int.Parse(match.ValueSpan[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    [GeneratedRegex(@"\\\\|\\x[0-9a-f]{2}")]
    private static partial Regex Escape();
}
