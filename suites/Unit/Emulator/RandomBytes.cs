using System.Text;

using Harness.Schema.Validation;

namespace Harness.Unit.Emulator;

/// <summary>Requests, whole and broken, and plain noise; the same for the same seed.</summary>
internal sealed class RandomBytes(ulong seed)
{
    private static readonly string[] Parts =
    [
        "{\"execute\": \"query-name\"}", "{\"execute\": \"stop\", \"id\": 1}", "{\"execute\": \"cont\"}", "{\"execute\": \"system_reset\"}", "{'execute': 'query-status'}",
        "{\"exec-oob\": \"x-oob-test\", \"arguments\": {\"lock\": false}}", "{\"execute\": \"x-arguments\", \"arguments\": {\"text\": \"\\u00e9\", \"number\": 12}}",
        "{\"execute\": \"quit\"}", "{\"id\": [[[[]]]]}", "\"\\ud800\"", "-0.5e+9", "true", "null", "[", "]", "{", "}", ":", ",", "\"", "'", "\\", "\r\n", " ", "\u00e9", "\0",
    ];

    private readonly SeededRandom _random = new(seed);

    public int Below(int bound) => _random.Below(bound);

    public byte[] Next()
    {
        List<byte> bytes = [];
        for (int parts = 1 + Below(4); parts > 0; parts--)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(Parts[Below(Parts.Length)]));
        }

        for (int changes = Below(4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = Below(bytes.Count);
            switch (Below(3))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes[at] = (byte)Below(256);
                    break;
                default:
                    bytes.Insert(at, (byte)Below(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
