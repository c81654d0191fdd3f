using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Harness.Emulator.Commands.Human;

/// <summary>Reads what a command takes from the line on which it was typed.</summary>
internal static class HumanArguments
{
    private const long Mebibyte = 1 << 20;
    private const string Extraneous = "extraneous characters at the end of line";
    private const string Suffixes = "BKMGTPE";

    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 1e-3), ("us", 1e-6), ("ns", 1e-9)];

    /// <exception cref="HumanSyntaxException">The line has something else.</exception>
    public static JsonObject Read(HumanLine line, IReadOnlyList<HumanParameter> parameters)
    {
        JsonObject values = [];
        ReadFlags(line, [.. parameters.OfType<HumanParameter.Flag>()], values);
        foreach (HumanParameter parameter in parameters.Where(p => p is not HumanParameter.Flag))
        {
            Read(line, parameter, values);
        }

        return line.IsAtEnd ? values : throw new HumanSyntaxException(Extraneous, namesCommand: true);
    }

    /// <summary>Flags come first. A command without any takes a hyphen for the beginning of something else.</summary>
    private static void ReadFlags(HumanLine line, IReadOnlyList<HumanParameter.Flag> flags, JsonObject values)
    {
        while (flags.Count > 0 && line.Peek() == '-')
        {
            string typed = line.Bare();
            HumanParameter.Flag flag = flags.FirstOrDefault(f => typed == $"-{f.Letter}") ?? throw new HumanSyntaxException($"unsupported option {typed}", namesCommand: true);
            values[flag.Name] = true;
        }
    }

    private static void Read(HumanLine line, HumanParameter parameter, JsonObject values)
    {
        switch (parameter)
        {
            case HumanParameter.Word { Optional: true } or HumanParameter.Number { Optional: true } or HumanParameter.Size { Optional: true } or HumanParameter.Rest when line.IsAtEnd:
                break;
            case HumanParameter.Word word:
                values[word.Name] = line.Word() ?? throw new HumanSyntaxException($"{word.Kind} expected", namesCommand: true);
                break;
            case HumanParameter.Number number:
                values[number.Name] = Fitting(HumanExpression.Read(line), number.Bits);
                break;
            case HumanParameter.Mebibytes mebibytes:
                values[mebibytes.Name] = Bytes(HumanExpression.Read(line));
                break;
            case HumanParameter.Size size:
                values[size.Name] = ReadSize(line.Bare());
                break;
            case HumanParameter.Seconds seconds:
                values[seconds.Name] = ReadSeconds(line.Bare());
                break;
            case HumanParameter.Switch onOrOff:
                values[onOrOff.Name] = line.Bare() switch { "on" => true, "off" => false, _ => throw new HumanSyntaxException("Expected 'on' or 'off'") };
                break;
            case HumanParameter.Options options:
                ReadOptions(line.Word() ?? throw new HumanSyntaxException("string expected", namesCommand: true), options.Name, values);
                break;
            case HumanParameter.Rest rest:
                values[rest.Name] = line.Rest();
                break;
            default:
                throw new UnreachableException($"{parameter}");
        }
    }

    private static long Fitting(long value, int bits) =>
        bits == 64 || value is >= int.MinValue and <= uint.MaxValue ? value : throw new HumanSyntaxException("integer is for 32-bit values");

    private static long Bytes(long mebibytes) => mebibytes switch
    {
        < 0 => throw new HumanSyntaxException("enter a positive value"),
        > long.MaxValue / Mebibyte => throw new HumanSyntaxException("number too large"),
        _ => mebibytes * Mebibyte,
    };

    /// <summary>A number, perhaps with a fraction, and a suffix of any case.</summary>
    private static long ReadSize(string text)
    {
        int end = text.AsSpan().TrimStart("0123456789.").Length;
        string number = text[..^end];
        int power = end == 1 ? Suffixes.IndexOf(char.ToUpperInvariant(text[^1]), StringComparison.Ordinal) : -1;
        double unit = power < 0 ? Mebibyte : Math.Pow(1024, power);
        return !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || value * unit >= long.MaxValue ? throw new HumanSyntaxException("invalid size")
            : end > 0 && power < 0 ? throw new HumanSyntaxException(Extraneous, namesCommand: true)
            : (long)(value * unit);
    }

    private static double ReadSeconds(string text)
    {
        (string Suffix, double Seconds) unit = Units.FirstOrDefault(u => text.EndsWith(u.Suffix, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text[..^unit.Suffix.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value * unit.Seconds
            : throw new HumanSyntaxException("invalid unit or value");
    }

    /// <summary>Options are separated by commas; a comma of a value is doubled. One without a value is switched on.</summary>
    private static void ReadOptions(string text, string first, JsonObject values)
    {
        string[] options = [.. text.Replace(",,", "\0", StringComparison.Ordinal).Split(',').Select(o => o.Replace('\0', ','))];
        foreach ((int index, string option) in options.Index())
        {
            int equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals >= 0)
            {
                values[option[..equals]] = option[(equals + 1)..];
            }
            else
            {
                values[index == 0 ? first : option] = index == 0 ? option : "on";
            }
        }
    }
}
