using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Titles, underlines, headings and chapters, and whether every command has its documentation.</summary>
internal static class SectionRules
{
    public static readonly Rule MisnamedTitle = new("HX0201", Severity.Error, "the title of a section is not the name of its command");
    public static readonly Rule NoUnderline = new("HX0202", Severity.Warning, "a title is not underlined");
    public static readonly Rule UnderlineLength = new("HX0203", Severity.Note, "an underline is not as long as its title");
    public static readonly Rule AtSign = new("HX0204", Severity.Note, "a title begins with @ where other titles do not");
    public static readonly Rule Undocumented = new("HX0205", Severity.Warning, "a command has no documentation");
    public static readonly Rule DocumentedTwice = new("HX0206", Severity.Error, "a command is documented twice");
    public static readonly Rule NoExample = new("HX0207", Severity.Warning, "the documentation of a command has no example");
    public static readonly Rule Empty = new("HX0208", Severity.Warning, "a heading has nothing under it");
    public static readonly Rule LooseBullets = new("HX0209", Severity.Warning, "members are listed under no heading");
    public static readonly Rule NoArguments = new("HX0210", Severity.Warning, "a command with arguments has no Arguments section");
    public static readonly Rule HeadingTwice = new("HX0211", Severity.Warning, "a section has a heading twice");
    public static readonly Rule MisnamedHeading = new("HX0212", Severity.Warning, "a heading is misspelt");
    public static readonly Rule Numbering = new("HX0213", Severity.Note, "examples are numbered wrongly");
    public static readonly Rule WrongChapter = new("HX0214", Severity.Warning, "a command stands in the chapter of the other kind of commands");
    public static readonly Rule ConditionUnsaid = new("HX0215", Severity.Note, "the table has a command only under a condition that the text does not tell");
    public static readonly Rule NoEntry = new("HX0216", Severity.Error, "documentation is for a command that the table does not have");
    public static readonly Rule WrongHeading = new("HX0217", Severity.Warning, "a member is listed under the wrong heading");
    public static readonly Rule NoneButSome = new("HX0218", Severity.Error, "the text says that there are no arguments, and there are");
    public static readonly Rule Order = new("HX0219", Severity.Note, "a heading stands after the examples that it belongs before");
    public static readonly Rule NoTitle = new("HX0220", Severity.Warning, "documentation with an exchange has no title");
    public static readonly Rule NoSummary = new("HX0222", Severity.Note, "no sentence says what a command is for");
    public static readonly Rule NoExampleHeading = new("HX0221", Severity.Warning, "an exchange stands under no Example heading");
}
