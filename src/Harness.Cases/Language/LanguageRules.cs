using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>The rules of the <c>.case</c> language and of the requirement catalogue. A retired code is never used again.</summary>
internal static class LanguageRules
{
    public static readonly Rule FileMissing = new("CASE0101", Severity.Error, "a case file cannot be read");
    public static readonly Rule OutsideCase = new("CASE0102", Severity.Error, "a line stands before the first case");
    public static readonly Rule BadId = new("CASE0103", Severity.Error, "a case has no id, or one that cannot be an id");
    public static readonly Rule DuplicateId = new("CASE0104", Severity.Error, "two cases have the same id");
    public static readonly Rule UnknownHeader = new("CASE0105", Severity.Error, "a header that the language does not have");
    public static readonly Rule HeaderTwice = new("CASE0106", Severity.Error, "a header that takes one value is given twice");
    public static readonly Rule BadHeaderValue = new("CASE0107", Severity.Error, "a header has no value, or one that it cannot have");
    public static readonly Rule HeaderMissing = new("CASE0108", Severity.Error, "a case lacks a header that every case has");
    public static readonly Rule HeaderAfterStep = new("CASE0109", Severity.Error, "a header stands behind the first step");
    public static readonly Rule NoSteps = new("CASE0110", Severity.Error, "a case has no steps");

    public static readonly Rule NotAStep = new("CASE0201", Severity.Error, "a line is neither step, header nor comment");
    public static readonly Rule UnknownSend = new("CASE0202", Severity.Error, "a form of -> that the language does not have");
    public static readonly Rule UnknownExpectation = new("CASE0203", Severity.Error, "a form of <- that the language does not have");
    public static readonly Rule UnknownNote = new("CASE0204", Severity.Error, "a form of -- that the language does not have");
    public static readonly Rule BadTime = new("CASE0205", Severity.Error, "a time is missing or malformed");
    public static readonly Rule BadNumber = new("CASE0206", Severity.Error, "a connection's number is missing or out of range");
    public static readonly Rule BadBlock = new("CASE0207", Severity.Error, "a block has no end, no beginning or nothing in it");
    public static readonly Rule NotInBlock = new("CASE0208", Severity.Error, "a step that is no expectation of a message stands in a block");
    public static readonly Rule TextBehind = new("CASE0209", Severity.Error, "text stands behind a complete step");
    public static readonly Rule NothingToExecute = new("CASE0210", Severity.Error, "an out-of-band message has no member execute");
    public static readonly Rule NeverFits = new("CASE0211", Severity.Error, "a pattern that no message can fit");

    public static readonly Rule UnexpectedCharacter = new("CASE0301", Severity.Error, "a character stands where a value or a separator is needed");
    public static readonly Rule Unterminated = new("CASE0302", Severity.Error, "a string, placeholder, object or array has no end");
    public static readonly Rule BadEscape = new("CASE0303", Severity.Error, "an escape that strings do not have, or half of a surrogate pair");
    public static readonly Rule BadPlaceholder = new("CASE0304", Severity.Error, "a placeholder that the language does not have");
    public static readonly Rule Unbound = new("CASE0305", Severity.Error, "a name is used before a pattern binds it");
    public static readonly Rule MemberTwice = new("CASE0306", Severity.Error, "an object has a member twice");
    public static readonly Rule NestedTooDeep = new("CASE0307", Severity.Error, "a value is nested too deep");
    public static readonly Rule NotSendable = new("CASE0308", Severity.Error, "a pattern stands in a message to send");
    public static readonly Rule BadRepetition = new("CASE0309", Severity.Error, "a repetition has no count, or makes a step too large");
    public static readonly Rule BadWord = new("CASE0310", Severity.Error, "a word that is no JSON value and no pattern");
    public static readonly Rule BadJsonNumber = new("CASE0311", Severity.Error, "a number that JSON does not have");

    public static readonly Rule BadCatalogue = new("CASE0401", Severity.Error, "the requirement catalogue is not the JSON that it must be");
    public static readonly Rule BadRequirement = new("CASE0402", Severity.Error, "a requirement lacks a member or has a wrong one");
    public static readonly Rule RequirementTwice = new("CASE0403", Severity.Error, "two requirements have the same id");
}
