using System.Globalization;

namespace Harness.Emulator.Commands.Human;

/// <summary>
/// Integers as the human monitor reads them: <c>+</c> and <c>-</c> bind least, then <c>&amp;</c>, <c>|</c> and <c>^</c>, then <c>*</c>,
/// <c>/</c> and <c>%</c>, then the unary ones. Numbers are those of C. Arithmetic is of 64 bits and wraps around.
/// </summary>
internal sealed class HumanExpression(HumanLine line)
{
    /// <summary>Parentheses and signs inside each other.</summary>
    private const int MaxDepth = 200;

    private static readonly string[] Operators = ["+-", "&|^", "*/%"];

    private int _depth;

    /// <exception cref="HumanSyntaxException">What comes is no expression.</exception>
    public static long Read(HumanLine line) => new HumanExpression(line).Level(0);

    private long Level(int level)
    {
        if (level == Operators.Length)
        {
            return Unary();
        }

        long value = Level(level + 1);
        while (line.Peek() is { } sign && Operators[level].Contains(sign))
        {
            line.Skip();
            value = Apply(sign, value, Level(level + 1));
        }

        return value;
    }

    private static long Apply(char sign, long left, long right) => sign switch
    {
        '+' => unchecked(left + right),
        '-' => unchecked(left - right),
        '*' => unchecked(left * right),
        '&' => left & right,
        '|' => left | right,
        '^' => left ^ right,
        _ when right == 0 => throw new HumanSyntaxException("division by zero"),
        '/' => right == -1 ? unchecked(-left) : left / right,
        _ => right == -1 ? 0 : left % right,
    };

    private long Unary()
    {
        if (++_depth > MaxDepth)
        {
            throw new HumanSyntaxException("expression is nested too deeply");
        }

        long value = line.Peek() switch
        {
            null => throw new HumanSyntaxException("unexpected end of expression"),
            '+' => Signed(1),
            '-' => Signed(-1),
            '~' => unchecked(-1 - Signed(1)),
            '(' => Parentheses(),
            { } digit when char.IsAsciiDigit(digit) => Literal(),
            { } other => throw new HumanSyntaxException($"invalid char '{other}' in expression"),
        };
        _depth--;
        return value;
    }

    private long Signed(long sign)
    {
        line.Skip();
        return unchecked(sign * Unary());
    }

    private long Parentheses()
    {
        line.Skip();
        long value = Level(0);
        if (line.Peek() != ')')
        {
            throw new HumanSyntaxException("')' expected");
        }

        line.Skip();
        return value;
    }

    private long Literal()
    {
        string digits = line.While(char.IsAsciiDigit);
        if (digits != "0" || line.Peek() is not ('x' or 'X'))
        {
            return digits.StartsWith('0') ? Parse(digits, 8) : Parse(digits, 10);
        }

        line.Skip();
        return Parse(line.While(char.IsAsciiHexDigit), 16);
    }

    private static long Parse(string digits, int radix)
    {
        UInt128 value = 0;
        foreach (char digit in digits)
        {
            int worth = int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (worth >= radix)
            {
                throw new HumanSyntaxException($"invalid char '{digit}' in expression");
            }

            value = (value * (UInt128)radix) + (UInt128)worth;
            if (value > ulong.MaxValue)
            {
                throw new HumanSyntaxException("number too large");
            }
        }

        return unchecked((long)(ulong)value);
    }
}
