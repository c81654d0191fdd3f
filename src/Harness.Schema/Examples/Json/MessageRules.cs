using Harness.Schema.Source;

namespace Harness.Schema.Examples.Json;

/// <summary>How a documented message can fail to be JSON. All but the last are repaired.</summary>
internal static class MessageRules
{
    public static readonly Rule MissingComma = new("DOC0101", Severity.Error, "a comma is missing between two members or elements");
    public static readonly Rule MissingQuote = new("DOC0102", Severity.Error, "a quote is missing");
    public static readonly Rule TrailingComma = new("DOC0103", Severity.Error, "a comma with nothing after it");
    public static readonly Rule MissingBracket = new("DOC0104", Severity.Error, "a closing bracket is missing");
    public static readonly Rule ExtraBracket = new("DOC0105", Severity.Error, "a closing bracket that nothing opened");
    public static readonly Rule Elision = new("DOC0106", Severity.Warning, "words stand in a message for parts left out");
    public static readonly Rule MissingColon = new("DOC0107", Severity.Error, "a colon is missing between name and value");
    public static readonly Rule Unexpected = new("DOC0108", Severity.Error, "characters that no JSON has at that place");
    public static readonly Rule SingleQuotes = new("DOC0109", Severity.Warning, "a string in single quotes, which JSON does not have");
    public static readonly Rule BareWord = new("DOC0110", Severity.Error, "a word without quotes that is none of true, false, null");
    public static readonly Rule DuplicateMember = new("DOC0111", Severity.Error, "an object has two members of one name");
    public static readonly Rule BadNumber = new("DOC0112", Severity.Error, "a number that JSON does not allow");
    public static readonly Rule BadString = new("DOC0113", Severity.Error, "an escape or a character that JSON does not allow in strings");
    public static readonly Rule MissingValue = new("DOC0114", Severity.Error, "a name without a value");
    public static readonly Rule AfterMessage = new("DOC0115", Severity.Error, "something stands between the end of a message and the next line");
    public static readonly Rule Unreadable = new("DOC0116", Severity.Error, "a message that is no JSON and cannot be repaired");
}
