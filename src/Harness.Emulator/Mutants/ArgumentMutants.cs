using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Schema.Validation;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Wrong ways to look at a request's members and at a command's arguments.</summary>
internal static class ArgumentMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("accepts-unknown-argument", "accepts arguments that the command does not have", () => new Overlooks(ViolationKind.Unexpected)),
        new("accepts-wrong-type", "accepts arguments of another JSON type", () => new Overlooks(ViolationKind.WrongType)),
        new("accepts-missing-argument", "executes commands that lack an argument", () => new Overlooks(ViolationKind.Missing)),
        new("accepts-out-of-range", "accepts integers that do not fit their type", () => new Overlooks(ViolationKind.OutOfRange)),
        new("accepts-unknown-enum-value", "accepts values that an enumeration does not have", () => new Overlooks(ViolationKind.NotInEnum)),
        new("null-as-absent", "takes an argument of null for an absent one", () => new NullAsAbsent()),
        new("refuses-empty-arguments", "refuses an empty arguments object", () => new RefusesEmptyArguments()),
        new("side-effect-on-refusal", "executes a command and then refuses it for its arguments", () => new SideEffectOnRefusal()),
        new("ignores-unknown-envelope-member", "accepts members that a request does not have", () => new IgnoresUnknownEnvelopeMember()),
        new("ignores-non-object-arguments", "takes arguments that are no object for none", () => new IgnoresNonObjectArguments()),
        new("command-in-any-case", "finds commands whose name is written in capitals", () => new CommandInAnyCase()),
    ];

    /// <summary>Runs a command whatever its arguments are; a handler that finds no sense in them has done its work.</summary>
    private static Reply RunAnyway(in Invocation call)
    {
        try
        {
            return call.Run();
        }
        catch (RefusedException)
        {
            return Reply.Empty;
        }
    }

    /// <summary>Accepts one kind of fault, and answers success whatever the handler then says of the arguments.</summary>
    private sealed class Overlooks(ViolationKind kind) : Conduct
    {
        private bool _overlooked;

        public override Violation? Check(in Invocation call, ValueChecker checker)
        {
            Violation? found = base.Check(call, checker);
            _overlooked = found?.Kind == kind;
            return _overlooked ? null : found;
        }

        public override Reply Execute(in Invocation call) =>
            !_overlooked ? base.Execute(call) : RunAnyway(call) is { IsError: false } reply ? reply : Reply.Empty;
    }

    private sealed class NullAsAbsent : Conduct
    {
        public override Violation? Check(in Invocation call, ValueChecker checker) => base.Check(WithoutNulls(call), checker);

        public override Reply Execute(in Invocation call) => base.Execute(WithoutNulls(call));

        private static Invocation WithoutNulls(Invocation call) => call.Arguments.Element.ValueKind != JsonValueKind.Object
            ? call
            : call.Arguments.Element.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Null).Aggregate(call, (rest, p) => rest.With(p.Name, null));
    }

    private sealed class RefusesEmptyArguments : Conduct
    {
        public override Violation? Check(in Invocation call, ValueChecker checker) =>
            call.Arguments.Element.ValueKind == JsonValueKind.Object && call.Arguments.Element.GetPropertyCount() == 0
                ? new Violation(ViolationKind.Unexpected, "arguments", "")
                : base.Check(call, checker);
    }

    private sealed class SideEffectOnRefusal : Conduct
    {
        public override Reply Refuse(in Invocation call, in Violation violation)
        {
            RunAnyway(call);
            return base.Refuse(call, violation);
        }
    }

    /// <summary>Steps a copy of the message in which only some members are left.</summary>
    private abstract class Selective : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            if (message.ValueKind != JsonValueKind.Object || message.EnumerateObject().All(Keeps))
            {
                return base.Step(session, message);
            }

            IEnumerable<string> kept = message.EnumerateObject().Where(Keeps).Select(p => $"{JsonSerializer.Serialize(p.Name)}: {p.Value.GetRawText()}");
            return base.Step(session, JsonElement.Parse($"{{{string.Join(", ", kept)}}}"));
        }

        protected abstract bool Keeps(JsonProperty member);
    }

    private sealed class IgnoresUnknownEnvelopeMember : Selective
    {
        protected override bool Keeps(JsonProperty member) => member.Name is "execute" or "exec-oob" or "arguments" or "id";
    }

    private sealed class IgnoresNonObjectArguments : Selective
    {
        protected override bool Keeps(JsonProperty member) => member.Name != "arguments" || member.Value.ValueKind == JsonValueKind.Object;
    }

    private sealed class CommandInAnyCase : Conduct
    {
        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            ServerAction? action = base.Step(session, message);
            return action is { IsDispatch: true }
                ? ServerAction.Dispatch(action.Value.Request with { Command = action.Value.Request.Command.ToLowerInvariant() })
                : action;
        }
    }
}
