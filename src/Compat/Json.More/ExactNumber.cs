using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Json.More;

/// <summary>A JSON number by value, whatever its notation and size: sign, significant digits, power of ten of the last digit.</summary>
/// <param name="Digits">No zeros at either end; empty for zero.</param>
internal readonly record struct ExactNumber(bool Negative, string Digits, BigInteger Exponent)
{
    public static ExactNumber Of(JsonElement number)
    {
        string text = number.GetRawText();
        int e = text.AsSpan().IndexOfAny('e', 'E');
        BigInteger exponent = e < 0 ? 0 : BigInteger.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string mantissa = (e < 0 ? text : text[..e]).TrimStart('-');
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = mantissa.Trim('0');
        int zeros = mantissa.Length - mantissa.TrimEnd('0').Length;
        return digits.Length == 0 ? new ExactNumber(false, "", 0) : new ExactNumber(text[0] == '-', digits, exponent + zeros);
    }
}
