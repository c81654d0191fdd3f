using Harness.Schema.Model;

namespace Harness.Schema.Qapi.Docs;

internal enum SectionMarkKind
{
    None,

    /// <summary><c>@name:</c>, a member or a feature.</summary>
    Member,

    /// <summary><c>Features:</c>.</summary>
    Features,

    /// <summary><c>Returns:</c> and its like.</summary>
    Tag,

    /// <summary><c>.. note::</c> and its like.</summary>
    Directive,

    /// <summary><c>= Title</c>.</summary>
    Heading,
}

/// <summary>How a line of documentation begins a section, if it does.</summary>
/// <param name="Name">Member, tag or directive as written.</param>
/// <param name="Section">What tags and directives begin.</param>
/// <param name="Rest">Text behind the mark on the same line.</param>
internal readonly record struct SectionMark(SectionMarkKind Kind, string? Name = null, SectionKind Section = default, string Rest = "")
{
    /// <summary>Characters of the mark itself.</summary>
    public int Length => Kind switch
    {
        SectionMarkKind.Member => Name!.Length + 2,
        SectionMarkKind.Tag => Name!.Length + 1,
        SectionMarkKind.Directive => Name!.Length + 5,
        _ => 0,
    };

    public static SectionMark Read(string line) => line.Length == 0 ? default : line[0] switch
    {
        '@' => Member(line),
        '.' => Directive(line),
        '=' => line.TrimStart('=') is [' ', ..] ? new SectionMark(SectionMarkKind.Heading) : default,
        'F' when line == "Features:" => new SectionMark(SectionMarkKind.Features),
        >= 'A' and <= 'Z' => Tag(line),
        _ => default,
    };

    private static SectionMark Member(string line)
    {
        int blank = line.IndexOf(' ', StringComparison.Ordinal);
        int end = blank < 0 ? line.Length : blank;
        return line[end - 1] == ':' ? new SectionMark(SectionMarkKind.Member, line[1..(end - 1)], Rest: line[end..].TrimStart()) : default;
    }

    private static SectionMark Tag(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        bool text = colon < 0 || (colon + 1 < line.Length && line[colon + 1] == ':');
        return text || TagSection(line.AsSpan(0, colon)) is not { } section
            ? default
            : new SectionMark(SectionMarkKind.Tag, line[..colon], section, line[(colon + 1)..].TrimStart());
    }

    private static SectionKind? TagSection(ReadOnlySpan<char> tag) => tag switch
    {
        "Returns" => SectionKind.Returns,
        "Errors" => SectionKind.Errors,
        "Since" => SectionKind.Since,
        "Note" or "Notes" => SectionKind.Note,
        "TODO" => SectionKind.Todo,
        "Example" or "Examples" => SectionKind.Example,

        // "Example 1" and "Example (2)".
        _ when tag.StartsWith("Example ") && tag[8..].Trim("()").Length == 1 && char.IsAsciiDigit(tag[8..].Trim("()")[0]) => SectionKind.Example,
        _ => null,
    };

    private static SectionMark Directive(string line)
    {
        int end = line.IndexOf("::", StringComparison.Ordinal);
        if (!line.StartsWith(".. ", StringComparison.Ordinal) || end < 3 || DirectiveSection(line.AsSpan(3, end - 3)) is not { } section)
        {
            return default;
        }

        return new SectionMark(SectionMarkKind.Directive, line[3..end], section, line[(end + 2)..].TrimStart());
    }

    private static SectionKind? DirectiveSection(ReadOnlySpan<char> directive) => directive switch
    {
        "note" or "admonition" or "attention" or "caution" or "important" or "tip" or "warning" => SectionKind.Note,
        "since" => SectionKind.Since,
        "qmp-example" => SectionKind.Example,
        _ => null,
    };
}
