using Harness.Fuzz.Generate;
using Harness.Fuzz.Input;
using Harness.Schema.Validation;

namespace Harness.Fuzz.Mutate;

/// <summary>Changes a request around its arguments, and the spelling of its JSON.</summary>
internal static class EnvelopeMutator
{
    private static readonly string[] Names = ["no-such-command", "", "quit ", "query_version", "QUERY-VERSION", "query-version\\u0000", "__proto__"];

    private static readonly string[] Arguments = ["null", "[]", "7", "\"\"", "true", "[ {} ]"];

    private static readonly string[] NoStrings = ["null", "7", "[ \"query-version\" ]", "{}", "true"];

    /// <param name="request">A whole request as text.</param>
    /// <param name="command">The command that it executes.</param>
    public static (string Request, Mutation Mutation) Apply(string request, string command, SeededRandom random)
    {
        string id = RequestText.Id(random) ?? "1";
        string name = SpacedJson.Quoted(command);
        return random.Below(14) switch
        {
            0 => Changed("command", request, RequestText.Of(command.ToUpperInvariant(), (string?)null, id)),
            1 => Changed("command", request, $"{{ \"execute\": \"{random.Pick(Names)}\", \"id\": {id} }}"),
            2 => Changed("command", request, $"{{ \"execute\": {random.Pick(NoStrings)}, \"id\": {id} }}"),
            3 => Changed("arguments", request, RequestText.Of(command, random.Pick(Arguments), id)),
            4 => Changed("arguments", request, RequestText.Of(command, "{}", id)),
            5 => Changed("member", request, request.Insert(1, $" \"{FaultFinder.Stranger}\": 1,")),
            6 => Changed("no-command", request, $"{{ \"arguments\": {{}}, \"id\": {id} }}"),
            7 => Changed("out-of-band", request, request.Replace("\"execute\"", "\"exec-oob\"", StringComparison.Ordinal)),
            8 => Changed("twice", request, request.Insert(1, $" \"execute\": {name},")),
            9 => Changed("single-quotes", request, request.Contains('\'', StringComparison.Ordinal) || request.Contains('\\', StringComparison.Ordinal) ? request : request.Replace('"', '\'')),
            10 => Changed("surrogate", request, request.Insert(1, " \"id2\": \"\\ud800\",")),
            11 => Changed("number", request, request.Insert(1, $" \"n\": {random.Pick(["+1", "01", ".5", "0x10", "NaN", "1e999", "--1", "1."])},")),
            12 => Changed("no-object", request, random.Pick(["[]", "\"x\"", "7", "null", "[ {} ]", "true"])),
            _ => Changed("comma", request, request[..^1] + ", }"),
        };
    }

    private static (string Request, Mutation Mutation) Changed(string word, string before, string after) => (after, new Mutation(word, "", before, after));
}
