using Harness.Schema.Source;

namespace Harness.Schema.Hx.Check;

/// <summary>What table, text and <c>.params</c> say of the same arguments.</summary>
internal static class ArgumentRules
{
    public static readonly Rule NotInTable = new("HX0301", Severity.Error, "an argument is documented that the table does not have");
    public static readonly Rule NotInText = new("HX0302", Severity.Warning, "an argument of the table is not documented");
    public static readonly Rule OtherName = new("HX0303", Severity.Error, "an argument has another name in the text than in the table");
    public static readonly Rule OptionalInTable = new("HX0304", Severity.Warning, "an argument is optional in the table and not in the text");
    public static readonly Rule OptionalInText = new("HX0305", Severity.Error, "an argument is optional in the text and not in the table");
    public static readonly Rule OtherType = new("HX0306", Severity.Error, "an argument has another type in the text than in the table");
    public static readonly Rule NoType = new("HX0307", Severity.Warning, "the text does not tell the type of an argument");
    public static readonly Rule TypeTwice = new("HX0308", Severity.Warning, "the type of a member is stated twice, differently");
    public static readonly Rule Twice = new("HX0309", Severity.Warning, "a member is documented twice");
    public static readonly Rule DefaultOfRequired = new("HX0310", Severity.Error, "a default is documented for an argument that is required");
    public static readonly Rule SaidInvalid = new("HX0311", Severity.Error, "the text calls an argument invalid that the table takes");
    public static readonly Rule ParamsUnknown = new("HX0312", Severity.Warning, ".params names an argument that the table does not have");
    public static readonly Rule ParamsOptional = new("HX0313", Severity.Note, ".params and args_type disagree on what is optional");
    public static readonly Rule ParamsCommand = new("HX0314", Severity.Note, ".params repeats the name of the command");
    public static readonly Rule ParamsTable = new("HX0315", Severity.Warning, ".params is written like an args_type");
    public static readonly Rule ParamsMissing = new("HX0316", Severity.Warning, ".params lacks an argument of the table");
    public static readonly Rule MustBeUnique = new("HX0317", Severity.Warning, "the name of something that exists already is said to have to be unique");
    public static readonly Rule OtherHelp = new("HX0318", Severity.Warning, ".help says something else than the text");
    public static readonly Rule TypeMissing = new("HX0319", Severity.Warning, "the text does not tell the type of a returned member");
}
