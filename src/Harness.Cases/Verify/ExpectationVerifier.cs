using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Cases.Language;
using Harness.Session;

namespace Harness.Cases.Verify;

/// <summary>Holds one message against one expectation. Pure.</summary>
internal sealed class ExpectationVerifier(PatternMatcher matcher)
{
    /// <summary>Why the message is not what the step expects, for people; null when it is. Names are bound in the dictionary even then.</summary>
    public string? Why(Step expectation, Arrival arrival, Dictionary<string, string> bound) => expectation switch
    {
        Step.ExpectReply or Step.ExpectError or Step.ExpectEvent when !Concerns(expectation, arrival) => $"{Describe(arrival)} came, expected {Describe(expectation)}",
        Step.ExpectReply reply => WhyNotReply(reply, arrival, bound),
        Step.ExpectError error => WhyNotError(error, arrival, bound),
        Step.ExpectEvent happening => WhyNotEvent(happening, arrival, bound),
        Step.ExpectGreeting greeting => greeting.Pattern is null ? null : matcher.Match(greeting.Pattern, JsonValues.Member(arrival.Value, "QMP"), bound)?.About("greeting"),
        _ => throw new UnreachableException(expectation.GetType().Name),
    };

    /// <summary>True when the step is about messages of that kind.</summary>
    public static bool Concerns(Step expectation, Arrival arrival) => expectation is Step.ExpectEvent ? arrival.Kind == IncomingKind.Event : arrival.IsReply;

    private string? WhyNotReply(Step.ExpectReply step, Arrival arrival, Dictionary<string, string> bound)
    {
        bool wantsReturn = step.Pattern is Pattern.Members members && members.Items.Any(m => m.Key == "return" && m.Value is not Pattern.Absent);
        return wantsReturn && arrival.Kind == IncomingKind.Error
            ? $"reply is an error ({DescribeError(arrival)}), expected a success"
            : matcher.Match(step.Pattern, arrival.Value, bound)?.About("reply");
    }

    private string? WhyNotError(Step.ExpectError step, Arrival arrival, Dictionary<string, string> bound)
    {
        if (arrival.Kind != IncomingKind.Error)
        {
            return "reply is a success, expected an error";
        }

        string errorClass = arrival.Value.GetProperty("error").GetProperty("class").GetString()!;
        return step.Class is not null && step.Class != errorClass
            ? $"reply has class {errorClass}, expected {step.Class}"
            : step.Id is null ? null : matcher.Match(step.Id, JsonValues.Member(arrival.Value, "id"), bound, "id")?.About("reply");
    }

    private string? WhyNotEvent(Step.ExpectEvent step, Arrival arrival, Dictionary<string, string> bound)
    {
        if (!arrival.Value.GetProperty("event").ValueEquals(step.Name))
        {
            return $"{Describe(arrival)} came, expected {Describe(step)}";
        }

        JsonElement timestamp = JsonValues.Member(arrival.Value, "timestamp");
        Mismatch? mismatch = (step.Timestamp is null ? null : matcher.Match(step.Timestamp, timestamp, bound, "timestamp"))
            ?? (step.Data is null ? null : matcher.Match(step.Data, JsonValues.Member(arrival.Value, "data"), bound, "data"));
        return mismatch?.About(Describe(arrival));
    }

    private static string Describe(Arrival arrival) => arrival.Kind switch
    {
        IncomingKind.Event => $"event {ArrowText.Printable(Encoding.UTF8.GetBytes(arrival.Value.GetProperty("event").GetString()!), 100)}",
        IncomingKind.Greeting => "a greeting",
        _ => "a reply",
    };

    private static string Describe(Step expectation) => expectation switch
    {
        Step.ExpectEvent happening => $"event {happening.Name}",
        Step.ExpectError => "an error",
        _ => "a reply",
    };

    private static string DescribeError(Arrival arrival)
    {
        JsonElement error = arrival.Value.GetProperty("error");
        return ArrowText.Printable(Encoding.UTF8.GetBytes($"{error.GetProperty("class").GetString()}: {error.GetProperty("desc").GetString()}"), 300);
    }
}
