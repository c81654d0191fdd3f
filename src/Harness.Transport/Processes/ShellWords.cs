using System.Text;

namespace Harness.Transport.Processes;

/// <summary>
/// A command line as words, by the quoting of a POSIX shell ("Quoting", XCU 2.2), with no shell: what a shell would do beyond
/// that (pipes, redirections, variables) is refused rather than passed on as text.
/// </summary>
internal static class ShellWords
{
    private const string Operators = "|&;<>()";

    /// <param name="why">What is wrong, for people; null when words came out.</param>
    public static IReadOnlyList<string>? Split(string line, out string? why)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool isWord = false;
        for (int at = 0; at < line.Length;)
        {
            char c = line[at];
            if (c is ' ' or '\t' or '\n')
            {
                if (isWord)
                {
                    words.Add(word.ToString());
                }

                isWord = false;
                word.Clear();
                at++;
                continue;
            }

            isWord = true;
            if (!TryTakeQuoted(line, ref at, word, out why))
            {
                return null;
            }
        }

        if (isWord)
        {
            words.Add(word.ToString());
        }

        why = words.Count == 0 ? "the command is missing" : null;
        return words.Count == 0 ? null : words;
    }

    /// <summary>Takes one character, or one quoted piece.</summary>
    private static bool TryTakeQuoted(string line, ref int at, StringBuilder word, out string? why)
    {
        char c = line[at];
        why = c switch
        {
            '\'' => TakeSingleQuoted(line, ref at, word),
            '"' => TakeDoubleQuoted(line, ref at, word),
            '\\' => TakeEscaped(line, ref at, word),
            _ when Operators.Contains(c, StringComparison.Ordinal) => ForShell(c.ToString()),
            _ => TakePlain(line, ref at, word),
        };
        return why is null;
    }

    private static string? TakeSingleQuoted(string line, ref int at, StringBuilder word)
    {
        int end = line.IndexOf('\'', at + 1);
        if (end < 0)
        {
            return $"the quote ' at character {at + 1} is not closed";
        }

        word.Append(line, at + 1, end - at - 1);
        at = end + 1;
        return null;
    }

    private static string? TakeDoubleQuoted(string line, ref int at, StringBuilder word)
    {
        int start = at++;
        while (at < line.Length && line[at] != '"')
        {
            bool escapes = line[at] == '\\' && at + 1 < line.Length && line[at + 1] is '"' or '\\' or '$' or '`' or '\n';
            string? why = escapes ? TakeEscaped(line, ref at, word) : TakePlain(line, ref at, word);
            if (why is not null)
            {
                return why;
            }
        }

        return at++ < line.Length ? null : $"the quote \" at character {start + 1} is not closed";
    }

    /// <summary>A backslash keeps the next character as it is; with a line break it is no character at all.</summary>
    private static string? TakeEscaped(string line, ref int at, StringBuilder word)
    {
        if (at + 1 == line.Length)
        {
            return "the command ends with a backslash";
        }

        if (line[at + 1] != '\n')
        {
            word.Append(line[at + 1]);
        }

        at += 2;
        return null;
    }

    private static string? TakePlain(string line, ref int at, StringBuilder word)
    {
        char c = line[at];
        bool expands = c == '`' || (c == '$' && at + 1 < line.Length && (char.IsAsciiLetterOrDigit(line[at + 1]) || "_{(@*#?$!-".Contains(line[at + 1], StringComparison.Ordinal)));
        if (expands)
        {
            return ForShell(c.ToString());
        }

        word.Append(c);
        at++;
        return null;
    }

    private static string ForShell(string what) =>
        $"'{what}' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'";
}
