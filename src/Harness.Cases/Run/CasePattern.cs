using System.Text;
using System.Text.RegularExpressions;

namespace Harness.Cases.Run;

/// <summary>A glob over case ids: <c>*</c> stands for anything within a segment, <c>**</c> for anything across <c>/</c>. Without either it is one id.</summary>
public sealed class CasePattern
{
    private readonly Regex _regex;

    public CasePattern(string text)
    {
        Text = text;
        StringBuilder expression = new("^");
        for (int i = 0; i < text.Length; i++)
        {
            bool twice = text[i] == '*' && i + 1 < text.Length && text[i + 1] == '*';
            expression.Append(text[i] != '*' ? Regex.Escape(text[i].ToString()) : twice ? ".*" : "[^/]*");
            i += twice ? 1 : 0;
        }

        _regex = new Regex(expression.Append("\\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }

    /// <summary>As the user wrote it.</summary>
    public string Text { get; }

    public bool Matches(string id) => _regex.IsMatch(id);
}
