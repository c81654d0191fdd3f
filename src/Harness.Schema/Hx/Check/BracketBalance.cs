namespace Harness.Schema.Hx.Check;

/// <summary>Round brackets and quotes of running text.</summary>
internal static class BracketBalance
{
    public static bool HasStray(string text) => Strays(text).Count > 0;

    /// <summary>Offsets of brackets without a partner. Those in double quotes are data.</summary>
    public static IReadOnlyList<int> Strays(string text)
    {
        List<int> open = [];
        List<int> strays = [];
        bool quoted = false;
        bool pairs = text.Count(c => c == '"') % 2 == 0;
        for (int i = 0; i < text.Length; i++)
        {
            quoted ^= pairs && text[i] == '"';
            if (quoted)
            {
                continue;
            }

            if (text[i] == '(')
            {
                open.Add(i);
            }
            else if (text[i] == ')' && open.Count > 0)
            {
                open.RemoveAt(open.Count - 1);
            }
            else if (text[i] == ')' && !IsListMark(text, i))
            {
                strays.Add(i);
            }
        }

        return [.. strays.Concat(open).Order()];
    }

    /// <summary>"1)" and "a)" begin items.</summary>
    private static bool IsListMark(string text, int at)
    {
        int start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        start -= start == at && at > 0 && char.IsAsciiLetter(text[at - 1]) ? 1 : 0;
        return start < at && (start == 0 || text[start - 1] == ' ');
    }
}
