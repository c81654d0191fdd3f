using System.Text;

using Harness.Schema.Validation;

namespace Harness.Unit.Wire;

/// <summary>Valid JSON texts with all that is awkward about them; the same for the same seed.</summary>
internal sealed class RandomJson(ulong seed)
{
    private static readonly string[] Scalars =
    [
        "0", "-0", "1.50", "-2E+3", "9007199254740993", "18446744073709551615", "-9223372036854775808", "0.1e-7", "true", "false", "null", "\"\"", "\"a\\\"b\\\\\"",
        "\"\u00e9\u20ac\U0001F600\"", "\"\\u00e9\\ud83d\\ude00\"", "\"\u007f\\u0000\\b\\f\\n\\r\\t\\/\"", "\"'\"",
    ];

    private static readonly string[] Blanks = ["", "", "", " ", "\n", "\r\n\t", "  "];

    private readonly SeededRandom _random = new(seed);

    public string Next()
    {
        StringBuilder text = new();
        Append(text, 4);
        return text.ToString();
    }

    private void Append(StringBuilder text, int depth)
    {
        Blank(text);
        switch (depth == 0 ? 2 : _random.Below(4))
        {
            case 0:
                AppendItems(text, '[', ']', _ => Append(text, depth - 1));
                break;
            case 1:
                AppendItems(text, '{', '}', i =>
                {
                    Blank(text);
                    text.Append('"').Append(_random.Below(2) == 0 ? "m\u00fc" : "m ").Append(i).Append('"');
                    Blank(text);
                    text.Append(':');
                    Append(text, depth - 1);
                });
                break;
            default:
                text.Append(Scalars[_random.Below(Scalars.Length)]);
                break;
        }

        Blank(text);
    }

    private void AppendItems(StringBuilder text, char open, char close, Action<int> item)
    {
        text.Append(open);
        int count = _random.Below(4);
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            item(i);
        }

        Blank(text);
        text.Append(close);
    }

    private void Blank(StringBuilder text) => text.Append(Blanks[_random.Below(Blanks.Length)]);
}
