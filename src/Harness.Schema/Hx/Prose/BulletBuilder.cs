using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>A bullet while its lines come in.</summary>
internal sealed partial class BulletBuilder
{
    private static readonly string[] NoNames = ["note", "default", "bug", "example", "since", "or", "and"];

    private readonly string _path;
    private readonly SourceSpan _span;
    private readonly SourceSpan _nameSpan;
    private readonly BulletForm _form;
    private readonly List<SourceLine> _lines = [];
    private readonly List<BulletBuilder> _remarks = [];

    public BulletBuilder(string path, SourceLine line)
    {
        _path = path;
        _span = new SourceSpan(path, line.Number, line.Column, line.Text.Length);
        Indent = line.Column;
        Match match = Named().Match(line.Text);
        Group name = match.Groups["name"];
        if (match.Success && (match.Groups["open"].Length > 0 || !NoNames.Contains(name.Value)))
        {
            Name = name.Value;
            _nameSpan = new SourceSpan(path, line.Number, line.Column + name.Index, name.Length);
            _form = FormOf(match);
        }

        SourceLine rest = line.From(Name is null ? 2 : match.Length);
        if (rest.Text.Length > 0)
        {
            _lines.Add(rest);
        }
    }

    public int Indent { get; }

    public string? Name { get; }

    /// <summary>Lines go to the last remark, so that what a remark goes on with is not taken for the bullet's own text.</summary>
    public void Add(SourceLine line) => (_remarks.Count > 0 ? _remarks[^1] : this)._lines.Add(line);

    public void AddRemark(BulletBuilder remark) => _remarks.Add(remark);

    public ProseItem.Bullet Build() =>
        new(Indent, _span, Name, _nameSpan, _form, Join(_lines), _lines, [.. _remarks.Select(r => Join(r._lines))], OneOfSeveral: false);

    private LineText Join(List<SourceLine> lines) => new(_path, lines, " ");

    private static BulletForm FormOf(Match match)
    {
        bool open = match.Groups["open"].Length > 0;
        bool close = match.Groups["close"].Length > 0;
        return (open && close ? BulletForm.Quoted : BulletForm.None)
            | (open && !close ? BulletForm.ClosingQuoteMissing : BulletForm.None)
            | (!open && close ? BulletForm.OpeningQuoteMissing : BulletForm.None)
            | (match.Groups["colon"].Success ? BulletForm.HasColon : BulletForm.None)
            | (match.Groups["gap"].Length > 0 && match.Groups["colon"].Success ? BulletForm.BlankBeforeColon : BulletForm.None);
    }

    /// <summary>
    /// A quoted name with or without colon; a word without quotes only with its colon, and in small letters, since prose can
    /// begin like that too.
    /// </summary>
    [GeneratedRegex(@"^- (?:(?<open>"")(?<name>[A-Za-z][\w.-]*)(?<close>"")(?!\s*[-,|])(?<gap>\s*)(?<colon>:)?|(?<open>"")(?<name>[A-Za-z][\w.-]*)(?<gap>\s*)(?<colon>:)|(?<name>[a-z][\w.-]*)(?<close>"")(?<gap>\s*)(?<colon>:)?|(?<name>[a-z][\w.-]*)(?<gap>)(?<colon>:))\s*")]
    private static partial Regex Named();
}
