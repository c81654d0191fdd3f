using Harness.Schema.Source;

namespace Harness.Schema.Hx.Syntax;

/// <summary>The frame of a .hx file and its table: what makes the schema itself doubtful is an error of loading.</summary>
internal static class FrameRules
{
    public static readonly Rule Unclosed = new("HX0101", Severity.Error, "documentation that SQMP begins has no EQMP");
    public static readonly Rule Unopened = new("HX0102", Severity.Error, "an EQMP has no SQMP");
    public static readonly Rule Nested = new("HX0103", Severity.Error, "an SQMP stands inside documentation");
    public static readonly Rule EntryUnclosed = new("HX0104", Severity.Error, "a table entry has no closing bracket");
    public static readonly Rule Junk = new("HX0105", Severity.Error, "something stands outside of documentation and table entries");
    public static readonly Rule StringUnclosed = new("HX0106", Severity.Error, "a string of the table does not end on its line");
    public static readonly Rule Nameless = new("HX0107", Severity.Error, "a table entry has no name");
    public static readonly Rule FieldTwice = new("HX0108", Severity.Error, "a table entry has a field twice");
    public static readonly Rule Condition = new("HX0109", Severity.Error, "#if and #endif do not match, or a condition cannot be read");
    public static readonly Rule EntryTwice = new("HX0110", Severity.Error, "a command has two table entries");
    public static readonly Rule BadArgument = new("HX0111", Severity.Error, "an item of args_type is not name:code");
    public static readonly Rule UnknownCode = new("HX0112", Severity.Error, "args_type has a type code that does not exist");
    public static readonly Rule ArgumentTwice = new("HX0113", Severity.Error, "args_type has an argument twice");
    public static readonly Rule UnknownField = new("HX0114", Severity.Warning, "a table entry has a field that does not exist");
    public static readonly Rule OtherHandler = new("HX0115", Severity.Warning, "a table entry names the handler of another command");
    public static readonly Rule NoTable = new("HX0116", Severity.Error, "a table entry has no args_type");
    public static readonly Rule Unreadable = new("HX0118", Severity.Error, "the file cannot be read");
    public static readonly Rule Empty = new("HX0117", Severity.Error, "a file has no table entry");
}
