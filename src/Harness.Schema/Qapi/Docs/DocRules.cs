using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Docs;

internal static class DocRules
{
    public static readonly Rule Junk = new("QAPI0101", Severity.Error, "something stands beside the ## of a documentation block");
    public static readonly Rule Unterminated = new("QAPI0102", Severity.Error, "a documentation block does not end with ##");
    public static readonly Rule MissingSpace = new("QAPI0103", Severity.Error, "a documentation line has no blank after #");
    public static readonly Rule SymbolLine = new("QAPI0104", Severity.Error, "the first line of a documentation block names its definition wrongly");
    public static readonly Rule BadName = new("QAPI0105", Severity.Error, "a documented name is no valid name");
    public static readonly Rule DuplicateMember = new("QAPI0106", Severity.Error, "a member or feature is documented twice");
    public static readonly Rule DuplicateSection = new("QAPI0107", Severity.Error, "a section that may stand once stands twice");
    public static readonly Rule MemberAfterSection = new("QAPI0108", Severity.Error, "a member is documented after a tagged section");
    public static readonly Rule EmptySection = new("QAPI0109", Severity.Error, "a section has no text");
    public static readonly Rule Heading = new("QAPI0110", Severity.Error, "a heading inside the documentation of a definition");
    public static readonly Rule WrongSymbol = new("QAPI0111", Severity.Error, "a documentation block is for another definition than the one that follows");
    public static readonly Rule Missing = new("QAPI0112", Severity.Error, "a definition has no documentation although the schema demands it");
    public static readonly Rule NoDefinition = new("QAPI0113", Severity.Error, "a documentation block has no definition after it");
    public static readonly Rule UnknownMember = new("QAPI0114", Severity.Error, "a documented member or feature does not exist");
    public static readonly Rule UndocumentedMember = new("QAPI0115", Severity.Warning, "a member of a documented definition is not documented");
    public static readonly Rule NoSymbol = new("QAPI0116", Severity.Error, "the documentation before a definition does not name it");
    public static readonly Rule ExampleNotJson = new("QAPI0117", Severity.Warning, "a documented message is not JSON");
    public static readonly Rule MemberInFreeForm = new("QAPI0118", Severity.Error, "a member is documented in a block that is for no definition");
    public static readonly Rule WrongSection = new("QAPI0119", Severity.Error, "a section where its kind of definition has none");
    public static readonly Rule Indentation = new("QAPI0120", Severity.Error, "a continuation line is not indented");
    public static readonly Rule UndocumentedFeature = new("QAPI0121", Severity.Error, "a feature of a documented definition is not documented");
    public static readonly Rule ExampleRepaired = new("QAPI0122", Severity.Warning, "a documented message is JSON only after a repair");

    /// <summary>Whether a code is about documentation.</summary>
    public static bool Has(string code) => code.StartsWith("QAPI01", StringComparison.Ordinal);
}
