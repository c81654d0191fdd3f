using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Transport.Processes;

/// <summary>
/// A program to start and its arguments. The places <c>{socket}</c>, <c>{socket2}</c> … stand for paths where the program is to listen,
/// one monitor each; without any it speaks QMP on its standard input and output.
/// </summary>
public sealed partial class ChildCommand
{
    private ChildCommand(IReadOnlyList<string> words, int sockets)
    {
        Words = words;
        Sockets = sockets;
    }

    /// <summary>The program, looked up in PATH when it has no slash, and its arguments.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How many sockets it is given; 0 when it speaks on standard input and output.</summary>
    public int Sockets { get; }

    /// <summary>Reads a command line, quoted as for a POSIX shell.</summary>
    /// <param name="why">What is wrong and what to do, for people; null when a command came out.</param>
    public static ChildCommand? Parse(string line, out string? why)
    {
        IReadOnlyList<string>? words = ShellWords.Split(line, out why);
        return words is null ? null : Create(words, out why);
    }

    /// <summary>Takes words that are split already.</summary>
    /// <param name="why">What is wrong, for people; null when a command came out.</param>
    public static ChildCommand? Create(IReadOnlyList<string> words, out string? why)
    {
        if (words.Count == 0 || words[0].Length == 0)
        {
            why = "the command is missing";
            return null;
        }

        if (words.Any(w => w.Contains('\0', StringComparison.Ordinal)))
        {
            why = "the command has a NUL character";
            return null;
        }

        SortedSet<int> numbers = [.. words.SelectMany(w => SocketPlace().Matches(w)).Select(Number)];
        int missing = Enumerable.Range(1, numbers.Count).FirstOrDefault(n => !numbers.Contains(n));
        why = missing == 0 ? null : $"there is a place for socket {numbers.Max} but no {Place(missing)}; number them from {{socket}}, {{socket2}} on";
        return missing == 0 ? new ChildCommand(words, numbers.Count) : null;
    }

    /// <summary>The words with the paths in their places.</summary>
    /// <param name="paths">One for each socket.</param>
    internal IEnumerable<string> Fill(IReadOnlyList<string> paths) =>
        Words.Select(word => SocketPlace().Replace(word, match => paths[Number(match) - 1]));

    private static int Number(Match match) =>
        match.Groups[1].Length == 0 ? 1 : int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Place(int number) => number == 1 ? "{socket}" : $"{{socket{number}}}";

    [GeneratedRegex(@"\{socket([1-9][0-9]{0,2})?\}")]
    private static partial Regex SocketPlace();
}
