using Harness.Schema.Source;

namespace Harness.Schema.Examples;

/// <summary>How a documented exchange can be wrong although its messages are JSON.</summary>
internal static class ExampleRules
{
    public static readonly Rule NoReply = new("DOC0201", Severity.Error, "an example has a request without a reply");
    public static readonly Rule NoRequest = new("DOC0202", Severity.Error, "an example has a reply without a request");
    public static readonly Rule NotARequest = new("DOC0203", Severity.Error, "what the client sends is no QMP request");
    public static readonly Rule OtherCommand = new("DOC0204", Severity.Error, "the example of one command executes another");
    public static readonly Rule NotAServerMessage = new("DOC0205", Severity.Error, "what the server sends is neither reply nor event nor greeting");
    public static readonly Rule UnknownCommand = new("DOC0206", Severity.Error, "an example executes a command that does not exist");
    public static readonly Rule UnknownRequestMember = new("DOC0207", Severity.Error, "a request has a member that the protocol does not know");
    public static readonly Rule IdNotEchoed = new("DOC0208", Severity.Error, "a reply has another id than its request");
    public static readonly Rule UnknownEvent = new("DOC0209", Severity.Error, "an example shows an event that does not exist");
    public static readonly Rule NoNotation = new("DOC0210", Severity.Warning, "an example section has no exchange");

    public static readonly Rule ReturnsUndocumented = new("DOC0410", Severity.Warning, "the reply returns something that no text describes");
    public static readonly Rule WrongShape = new("DOC0406", Severity.Error, "the reply is of another JSON type than the documentation says");
    public static readonly Rule ConditionBroken = new("DOC0409", Severity.Error, "a member is present although the condition for it does not hold");

    /// <summary>For arguments.</summary>
    public static readonly TypeRules Request = new(
        new Rule("DOC0301", Severity.Error, "a request lacks an argument that is not optional"),
        new Rule("DOC0302", Severity.Error, "a request has an argument that the command does not have"),
        new Rule("DOC0303", Severity.Error, "an argument has the wrong JSON type"),
        new Rule("DOC0304", Severity.Error, "an argument is misspelt"),
        new Rule("DOC0305", Severity.Error, "an argument has a value that its enumeration does not have"),
        new Rule("DOC0306", Severity.Error, "an argument is out of the range of its integer type"),
        new Rule("DOC0307", Severity.Error, "an argument stands at a wrong place"));

    public static readonly Rule UndocumentedOption = new("DOC0308", Severity.Warning, "a request has an argument of an open set that no text describes");

    /// <summary>For replies and events.</summary>
    public static readonly TypeRules Reply = new(
        new Rule("DOC0402", Severity.Warning, "a reply lacks a member that the documentation does not call optional"),
        new Rule("DOC0401", Severity.Error, "a reply has a member that no text describes"),
        new Rule("DOC0405", Severity.Error, "a member of a reply has the wrong JSON type"),
        new Rule("DOC0403", Severity.Error, "a member of a reply is misspelt"),
        new Rule("DOC0407", Severity.Error, "a member of a reply has a value that is none of the documented ones"),
        new Rule("DOC0408", Severity.Error, "a member of a reply is out of the range of its integer type"),
        new Rule("DOC0404", Severity.Error, "a member of a reply stands at a wrong place"));
}

/// <summary>What a walk over a value reports, by the way in which the value breaks its type.</summary>
internal sealed record TypeRules(Rule Missing, Rule Unknown, Rule WrongType, Rule Misspelt, Rule NotInEnum, Rule OutOfRange, Rule Misplaced);
