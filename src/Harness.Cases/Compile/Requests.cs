using System.Text.Json;

using Harness.Cases.Language;
using Harness.Schema.Source;

namespace Harness.Cases.Compile;

/// <summary>Steps and patterns that compiled cases have in common.</summary>
internal static class Requests
{
    /// <summary>The command that opens a session: it alone runs before negotiation, and no more after it.</summary>
    public const string Negotiation = "qmp_capabilities";

    private static readonly Pattern Refusal = Object("error", Object("class", new Pattern.Not(Text("CommandNotFound"))));

    /// <param name="arguments">JSON of an object on one line; null for a request without.</param>
    public static Step.Send Execute(string command, string? arguments, SourceSpan span)
    {
        string request = arguments is null ? $"{{ \"execute\": \"{command}\" }}" : $"{{ \"execute\": \"{command}\", \"arguments\": {arguments} }}";
        return new Step.Send(new Template([new TemplatePart(request, null)]), span);
    }

    /// <summary><c><- { "return": PATTERN }</c>.</summary>
    public static Step.ExpectReply Returns(Pattern pattern, SourceSpan span) => new(Object("return", pattern), span);

    /// <summary>Any error but that of a command that is not there: the protocol does not specify the class of refused arguments.</summary>
    public static Step.ExpectReply Refused(SourceSpan span) => new(Refusal, span);

    /// <summary>An open object with one member.</summary>
    public static Pattern.Members Object(string member, Pattern pattern) => new([new(member, pattern)], Exact: false);

    public static Pattern.Literal Text(string value) => new(JsonSerializer.SerializeToElement(value));
}
