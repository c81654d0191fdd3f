using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

internal static class ResolveRules
{
    public static readonly Rule Redefinition = new("QAPI0301", Severity.Error, "a name is defined twice");
    public static readonly Rule UnknownType = new("QAPI0302", Severity.Error, "a type name is not defined");
    public static readonly Rule WrongType = new("QAPI0303", Severity.Error, "a type is of a kind that its place does not allow");
    public static readonly Rule Collision = new("QAPI0304", Severity.Error, "two members, values or features have the same name");
    public static readonly Rule Recursion = new("QAPI0305", Severity.Error, "a type contains itself");
    public static readonly Rule Discriminator = new("QAPI0306", Severity.Error, "a discriminator is no fit member of the base");
    public static readonly Rule UnknownBranch = new("QAPI0307", Severity.Error, "a branch is no value of the discriminator's enum");
    public static readonly Rule AmbiguousAlternate = new("QAPI0308", Severity.Error, "two arms of an alternate cannot be told apart");
    public static readonly Rule ReturnsNonObject = new("QAPI0309", Severity.Error, "a command returns neither an object nor a list of them");
    public static readonly Rule ConditionalTag = new("QAPI0310", Severity.Error, "a discriminator is conditional or optional");
}
