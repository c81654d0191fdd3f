using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Syntax;

internal static class SyntaxRules
{
    public static readonly Rule FileMissing = new("QAPI0001", Severity.Error, "a schema file cannot be read");
    public static readonly Rule StrayCharacter = new("QAPI0002", Severity.Error, "a character that begins no token");
    public static readonly Rule UnterminatedString = new("QAPI0003", Severity.Error, "a string does not end on its line");
    public static readonly Rule UnknownEscape = new("QAPI0004", Severity.Error, "an escape other than \\\\ in a string");
    public static readonly Rule FunnyCharacter = new("QAPI0005", Severity.Error, "a character in a string that is not printable ASCII");
    public static readonly Rule UnexpectedToken = new("QAPI0006", Severity.Error, "a token stands where another is needed");
    public static readonly Rule DuplicateKey = new("QAPI0007", Severity.Error, "an object has a key twice");
    public static readonly Rule NestedTooDeep = new("QAPI0008", Severity.Error, "an expression is nested too deep");
    public static readonly Rule NotAnExpression = new("QAPI0009", Severity.Error, "a file holds something other than top-level objects");
    public static readonly Rule BadInclude = new("QAPI0010", Severity.Error, "an include is not one relative file name");
    public static readonly Rule BadPragma = new("QAPI0011", Severity.Error, "a pragma is unknown or has the wrong kind of value");
    public static readonly Rule InclusionLoop = new("QAPI0012", Severity.Error, "files include one another in a circle");
}
