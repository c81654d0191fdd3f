using System.Text.RegularExpressions;

using Harness.Schema.Source;

namespace Harness.Schema.Hx.Prose;

/// <summary>Reads the bullets of a part, and the sentences between them that say whose members follow.</summary>
internal sealed partial class ItemReader
{
    /// <summary>Lines that a sentence between bullets may have.</summary>
    private const int LongestLeadIn = 4;

    private readonly string _path;
    private readonly bool _indented;
    private readonly List<ProseItem> _items = [];
    private BulletBuilder? _open;
    private bool _afterBlank;

    private ItemReader(string path, bool indented)
    {
        _path = path;
        _indented = indented;
    }

    public static IReadOnlyList<ProseItem> Read(string path, bool indented, IReadOnlyList<SourceLine> lines)
    {
        ItemReader reader = new(path, indented);
        for (int i = 0; i < lines.Count; i++)
        {
            i += reader.Take(lines, i);
        }

        reader.Close();
        return reader._items;
    }

    /// <summary>The text before the first bullet.</summary>
    public static IReadOnlyList<SourceLine> Preamble(IReadOnlyList<SourceLine> lines) => [.. lines.TakeWhile(l => !IsBullet(l))];

    private static bool IsBullet(SourceLine line) => line.Text.StartsWith("- ", StringComparison.Ordinal);

    /// <summary>Takes one line, or several when they are one sentence. Returns how many more than one.</summary>
    private int Take(IReadOnlyList<SourceLine> lines, int index)
    {
        SourceLine line = lines[index];
        int more = 0;
        if (line.IsBlank)
        {
            _afterBlank = true;
            return 0;
        }

        if (IsBullet(line))
        {
            OpenBullet(line);
        }
        else if (LeadInAt(lines, index, out more) is { } leadIn)
        {
            Close();
            _items.Add(leadIn);
        }
        else if (_open is { Name: null } && Alternative().Match(line.Text) is { Success: true } names)
        {
            AddAlternatives(line, names);
        }
        else if (_open is not null && _indented && _afterBlank && line.Column == 1)
        {
            Close();
        }
        else
        {
            _open?.Add(line);
        }

        _afterBlank = false;
        return more;
    }

    private void OpenBullet(SourceLine line)
    {
        BulletBuilder bullet = new(_path, line);
        bool announces = line.Text.EndsWith(':') && !line.Text.EndsWith("values:", StringComparison.Ordinal);
        if (bullet.Name is null && _open is { Name: not null } && !announces)
        {
            // A bullet without a name is a remark on the one before.
            _open.AddRemark(bullet);
            return;
        }

        Close();
        _open = bullet;
    }

    private void AddAlternatives(SourceLine line, Match match)
    {
        foreach (Capture name in match.Groups["name"].Captures)
        {
            SourceSpan span = new(_path, line.Number, line.Column + name.Index - 1, name.Length + 2);
            SourceLine rest = line.From(match.Length);
            _items.Add(new ProseItem.Bullet(
                _open!.Indent, span, name.Value, span, BulletForm.Quoted | BulletForm.HasColon, new LineText(_path, [rest], " "), [rest], [], OneOfSeveral: true));
        }
    }

    private void Close()
    {
        if (_open is not null)
        {
            _items.Insert(Place(_open), _open.Build());
        }

        _open = null;
    }

    /// <summary>A bullet comes before the alternatives that were read out of it.</summary>
    private int Place(BulletBuilder bullet)
    {
        int place = _items.Count;
        while (bullet.Name is null && place > 0 && _items[place - 1] is ProseItem.Bullet { OneOfSeveral: true })
        {
            place--;
        }

        return place;
    }

    private ProseItem.LeadIn? LeadInAt(IReadOnlyList<SourceLine> lines, int index, out int more)
    {
        more = 0;
        SourceLine line = lines[index];
        if (Variant().Match(line.Text) is { Success: true } variant)
        {
            return new ProseItem.LeadIn(line.Column, LeadKind.Variant, variant.Groups["name"].Value, variant.Groups["value"].Value, new LineText(_path, [line], " "));
        }

        if (ArrayOf().Match(line.Text) is { Success: true } array)
        {
            return new ProseItem.LeadIn(line.Column, LeadKind.Array, array.Groups["name"].Value, "", new LineText(_path, [line], " "));
        }

        bool first = _items.Count == 0 && _open is null;
        if (!first && !Sentence().IsMatch(line.Text))
        {
            return null;
        }

        int end = EndOfSentence(lines, index);
        LineText text = new(_path, lines.Skip(index).Take(end - index + 1), " ");
        if (end < 0 || !(first || Describes().IsMatch(text.Text)))
        {
            return null;
        }

        more = end - index;
        return new ProseItem.LeadIn(line.Column, LeadKind.Group, LeadSubject.Of(text.Text), "", text);
    }

    /// <summary>Index of the line that ends with the colon before a bullet; -1 where the text goes on otherwise.</summary>
    private static int EndOfSentence(IReadOnlyList<SourceLine> lines, int index)
    {
        for (int i = index; i < lines.Count && i < index + LongestLeadIn && !IsBullet(lines[i]); i++)
        {
            if (lines[i].Text.EndsWith(':'))
            {
                return lines.Skip(i + 1).FirstOrDefault(l => !l.IsBlank) is { Text: not null } next && IsBullet(next) ? i : -1;
            }
        }

        return -1;
    }

    [GeneratedRegex(@"^""(?<name>[^""]+)""(?:,? (?:and|or) ""(?<name>[^""]+)"")*\s*:\s*")]
    private static partial Regex Alternative();

    [GeneratedRegex(@"^When ""(?<name>[^""]+)"" is ""(?<value>[^""]+)"":$")]
    private static partial Regex Variant();

    [GeneratedRegex(@"^""?(?<name>[A-Za-z][\w-]*)""? array:$")]
    private static partial Regex ArrayOf();

    [GeneratedRegex(@"^(The|Each|Every|A|An|[A-Z][a-z]+s are) ")]
    private static partial Regex Sentence();

    [GeneratedRegex("json-object|contain|following")]
    private static partial Regex Describes();
}
