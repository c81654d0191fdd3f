using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>Statements that the document itself contradicts, and names that it never explains.</summary>
internal static class StatementRules
{
    public static readonly Rule UndefinedType = new("HX0401", Severity.Warning, "a type is named that the document does not define");
    public static readonly Rule RepeatedValue = new("HX0402", Severity.Warning, "a list of values has a value twice");
    public static readonly Rule DefaultNotListed = new("HX0403", Severity.Error, "a default is none of the listed values");
    public static readonly Rule NotTheOnlyOne = new("HX0404", Severity.Error, "something is called the only one and others are documented");
    public static readonly Rule QuotedNumber = new("HX0406", Severity.Note, "a value of an integer is written in quotes");
    public static readonly Rule SameText = new("HX0407", Severity.Note, "two members are described by the same words");
    public static readonly Rule UnknownCommand = new("HX0405", Severity.Warning, "the text refers to a command that does not exist");
}
