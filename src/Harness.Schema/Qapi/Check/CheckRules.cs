using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

internal static class CheckRules
{
    public static readonly Rule NoKind = new("QAPI0201", Severity.Error, "an expression is not exactly one kind of definition");
    public static readonly Rule UnknownKey = new("QAPI0202", Severity.Error, "a definition has a key that its kind does not know");
    public static readonly Rule MissingKey = new("QAPI0203", Severity.Error, "a definition misses a key that its kind needs");
    public static readonly Rule WrongValue = new("QAPI0204", Severity.Error, "the value of a key has the wrong kind");
    public static readonly Rule BadName = new("QAPI0205", Severity.Error, "a name that the language does not allow");
    public static readonly Rule NameCase = new("QAPI0206", Severity.Error, "a name in the wrong case for its kind");
    public static readonly Rule ReservedName = new("QAPI0207", Severity.Error, "a reserved name");
    public static readonly Rule BadCondition = new("QAPI0208", Severity.Error, "an 'if' condition is malformed");
    public static readonly Rule BadFeature = new("QAPI0209", Severity.Error, "a feature is malformed");
    public static readonly Rule BadFlag = new("QAPI0210", Severity.Error, "a flag has a value that it may not have");
    public static readonly Rule Conflict = new("QAPI0211", Severity.Error, "two keys of a definition contradict each other");
    public static readonly Rule EmptyData = new("QAPI0212", Severity.Error, "a definition has no members where it needs some");
}
