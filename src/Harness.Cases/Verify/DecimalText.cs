using System.Globalization;

namespace Harness.Cases.Verify;

/// <summary>
/// The exact value of a JSON number as sign, significant digits and exponent: equal for <c>1</c>, <c>1.0</c> and <c>10e-1</c>, and
/// different for <c>9007199254740993</c> and <c>9007199254740992</c>, which a double takes for the same.
/// </summary>
internal readonly record struct DecimalText(bool IsNegative, string Digits, long Exponent)
{
    /// <param name="number">As JSON spells it.</param>
    public static DecimalText Of(string number)
    {
        bool negative = number[0] == '-';
        int exponentAt = number.AsSpan().IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = number.AsSpan(negative ? 1 : 0, (exponentAt < 0 ? number.Length : exponentAt) - (negative ? 1 : 0));
        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa.ToString() : $"{mantissa[..point]}{mantissa[(point + 1)..]}";
        string significant = digits.TrimStart('0').TrimEnd('0');
        if (significant.Length == 0)
        {
            return new DecimalText(false, "", 0);
        }

        // An exponent beyond 64 bits is no value that anybody computes with: the number is then compared as it is spelt.
        if (!TryExponent(exponentAt < 0 ? "0" : number.AsSpan(exponentAt + 1), out long exponent))
        {
            return new DecimalText(negative, number, 0);
        }

        int fraction = point < 0 ? 0 : mantissa.Length - point - 1;
        int trailing = digits.Length - digits.TrimEnd('0').Length;
        return new DecimalText(negative, significant, exponent - fraction + trailing);
    }

    private static bool TryExponent(ReadOnlySpan<char> text, out long exponent) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) && Math.Abs(exponent / 2) < long.MaxValue / 4;
}
