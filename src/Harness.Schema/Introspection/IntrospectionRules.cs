using Harness.Schema.Source;

namespace Harness.Schema.Introspection;

internal static class IntrospectionRules
{
    public static readonly Rule NotJson = new("INTR0001", Severity.Error, "a saved reply is not JSON");
    public static readonly Rule NoSchema = new("INTR0002", Severity.Error, "a file holds no reply of query-qmp-schema");
    public static readonly Rule ErrorReply = new("INTR0003", Severity.Error, "the reply of query-qmp-schema is an error");
    public static readonly Rule BadEntry = new("INTR0004", Severity.Error, "an entry is no object with a name and a known meta-type");
    public static readonly Rule BadMember = new("INTR0005", Severity.Error, "a member of an entry is missing or of the wrong kind");
    public static readonly Rule Duplicate = new("INTR0006", Severity.Error, "two entries, members or values have the same name");
    public static readonly Rule UnknownType = new("INTR0007", Severity.Error, "a type that no entry describes");
    public static readonly Rule WrongType = new("INTR0008", Severity.Error, "a type is of a kind that its place does not allow");
    public static readonly Rule Recursion = new("INTR0009", Severity.Error, "a type contains itself");
    public static readonly Rule BadVariants = new("INTR0010", Severity.Error, "the tag or a case of a union does not fit");
}
