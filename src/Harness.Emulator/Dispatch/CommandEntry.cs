using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Emulator.Dispatch;

internal delegate Reply Handler(Arguments arguments, Caller caller);

/// <summary>A command that the emulator has: what its arguments are and who answers.</summary>
internal sealed class CommandEntry(string name, ObjectType arguments, HandlerSet handlers)
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}"u8);

    private readonly HandlerSlot? _slot = handlers.Find(name);
    private (bool Known, Violation? Violation) _whenAbsent;
    private Handler? _run;

    public string Name { get; } = name;

    public ObjectType Arguments { get; } = arguments;

    /// <summary>Type of the result; null for an empty object.</summary>
    public SchemaType? Returns { get; init; }

    public bool AllowOutOfBand { get; init; }

    /// <summary>False where success has no reply.</summary>
    public bool SuccessResponse { get; init; } = true;

    /// <summary>A handler answers; otherwise the schema does.</summary>
    public bool IsStateful => _slot is not null;

    /// <summary>The first thing wrong with the arguments; null when nothing is.</summary>
    public Violation? Check(JsonElement arguments, ValueChecker checker)
    {
        if (arguments.ValueKind != JsonValueKind.Undefined)
        {
            return checker.First(arguments, Arguments);
        }

        if (!_whenAbsent.Known)
        {
            _whenAbsent = (true, checker.First(EmptyObject, Arguments));
        }

        return _whenAbsent.Violation;
    }

    /// <summary>Executes the command; its arguments are in order.</summary>
    public Reply Run(Arguments arguments, Caller caller)
    {
        _run ??= _slot is null ? FromSchema() : handlers.Bind(_slot);
        Reply reply = _run(arguments, caller);
        return SuccessResponse || reply.IsError ? reply : Reply.Nothing;
    }

    private Handler FromSchema()
    {
        Reply reply = Reply.Json(SchemaReply.For(Returns));
        return (_, _) => reply;
    }
}
