using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>Keyboards, mice, platform modules and tracing that are not what they say.</summary>
internal static class InputMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("send-key-without-effect", "answers send-key and presses nothing", "send-key", _ => Reply.Empty),
        CommandMutant.Of("send-key-first-only", "presses the first key only", "send-key", call => call.With("keys", $"[{call.Arguments.Json("keys")[0].GetRawText()}]").Run()),
        CommandMutant.Of("send-key-ignores-hold-time", "holds keys for its own time whatever it was told", "send-key", call => call.With("hold-time", null).Run()),
        CommandMutant.Of("send-key-holds-a-second", "holds keys for a second unless it was told how long", "send-key", call => call.Arguments.Has("hold-time") ? call.Run() : call.With("hold-time", "1000").Run()),
        CommandMutant.Of("send-key-touches-only", "lets keys go at once unless it was told how long to hold them", "send-key", call => call.Arguments.Has("hold-time") ? call.Run() : call.With("hold-time", "1").Run()),
        CommandMutant.Of("input-without-effect", "answers x-input-send-event and does nothing", "x-input-send-event", _ => Reply.Empty),
        CommandMutant.Of("input-sent-in-part", "sends the first event although a later one is refused", "x-input-send-event", SendInPart),
        CommandMutant.Of("input-any-console", "sends input to consoles that there are not", "x-input-send-event", call => call.With("console", null).Run()),
        CommandMutant.Of("input-never-refused", "answers x-input-send-event with success although nothing takes the input", "x-input-send-event", Edited.Success),
        CommandMutant.Of("every-mouse-current", "says of every mouse that it gets the input", "query-mice", call => Edited.Result(call, r => SetAll(r, "current"))),
        CommandMutant.Of("every-mouse-absolute", "says of every mouse that it tells places", "query-mice", call => Edited.Result(call, r => SetAll(r, "absolute"))),
        CommandMutant.Of("tpm-always-there", "lists a trusted platform module where there is none", "query-tpm", _ => Reply.Json("""[{"id": "tpm0", "model": "tpm-tis", "options": {"type": "passthrough", "data": {}}}]""")),
        CommandMutant.Of("tpm-without-paths", "leaves out how the host's module is reached", "query-tpm", call => Edited.Result(call, ForgetPaths)),
        CommandMutant.Of("tpm-models-empty", "lists no models of trusted platform modules", "query-tpm-models", _ => Reply.Json("[]")),
        CommandMutant.Of("tpm-types-empty", "lists no ways to provide a trusted platform module", "query-tpm-types", _ => Reply.Json("[]")),
        CommandMutant.Of("trace-set-without-effect", "answers trace-event-set-state and sets nothing", "trace-event-set-state", _ => Reply.Empty),
        CommandMutant.Of("trace-unknown-is-empty", "answers with no events for a name that none has", "trace-event-get-state", call => call.Run() is { IsError: true } ? Reply.Json("[]") : call.Run()),
        CommandMutant.Of("trace-set-never-fails", "answers trace-event-set-state with success whatever it found", "trace-event-set-state", Edited.Success),
        CommandMutant.Of("trace-pattern-refused", "refuses a pattern that nothing matches", "trace-event-get-state", call => call.Machine.TraceEvents.Find(call.Arguments.String("name")).Count == 0 ? Reply.Error("nothing matches") : call.Run()),
        CommandMutant.Of("trace-star-at-end-only", "matches patterns by what stands before their first star", "trace-event-get-state", call => call.With("name", $"\"{BeforeStar(call.Arguments.String("name"))}\"").Run()),
        CommandMutant.Of("trace-set-in-part", "sets the events that it can although others are unavailable", "trace-event-set-state", SetInPart),
        CommandMutant.Of("trace-ignores-ignore-unavailable", "fails for unavailable events although it was told to pass over them", "trace-event-set-state", call => call.With("ignore-unavailable", null).Run()),
        CommandMutant.Of("trace-never-disables", "does not stop tracing", "trace-event-set-state", call => call.Arguments.Bool("enable") ? call.Run() : Reply.Empty),
    ];

    private static Reply SendInPart(Invocation call)
    {
        Reply reply = call.Run();
        if (reply.IsError)
        {
            call.With("events", $"[{call.Arguments.Json("events")[0].GetRawText()}]").Run();
        }

        return reply;
    }

    private static Reply SetInPart(Invocation call)
    {
        Reply reply = call.Run();
        if (reply.IsError)
        {
            call.With("ignore-unavailable", "true").Run();
        }

        return reply;
    }

    private static string BeforeStar(string name) => name.Contains('*') ? name[..name.IndexOf('*')] + "*" : name;

    private static void ForgetPaths(JsonNode modules)
    {
        foreach (JsonNode? module in modules.AsArray())
        {
            module!["options"]!["data"]!.AsObject().Clear();
        }
    }

    private static void SetAll(JsonNode mice, string member)
    {
        foreach (JsonNode? mouse in mice.AsArray())
        {
            mouse![member] = true;
        }
    }
}
