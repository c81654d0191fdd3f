using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;

namespace Harness.Emulator.Commands.Human;

/// <summary>
/// QMP commands as the human monitor executes them: by the same handlers, so that both monitors see and change one machine. A schema
/// that lacks a command does not take it from the human monitor.
/// </summary>
internal sealed class QmpCalls(HandlerSet handlers, Caller caller)
{
    /// <summary>The command's result, an empty object where it has none.</summary>
    /// <exception cref="RefusedException">The command failed; its message is that of the error.</exception>
    public JsonElement Run(string command, JsonObject? arguments = null)
    {
        HandlerSlot slot = handlers.Find(command) ?? throw new UnreachableException($"nobody answers {command}");
        Arguments given = arguments is null ? default : new Arguments(JsonElement.Parse(arguments.ToJsonString()));
        Reply reply = handlers.Bind(slot)(given, caller);
        if (reply.IsError)
        {
            throw new RefusedException(reply.Text!, reply.ErrorClass);
        }

        return reply.Pending is null
            ? JsonElement.Parse(reply.Result(new DataWriter()))
            : throw new UnreachableException($"{command} is answered later, for which the human monitor does not wait");
    }
}
