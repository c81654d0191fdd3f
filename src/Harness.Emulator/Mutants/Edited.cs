using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;

namespace Harness.Emulator.Mutants;

/// <summary>Replies with another result than the command has.</summary>
internal static class Edited
{
    /// <summary>The command's result after <paramref name="edit"/> changed it in place; errors stay as they are.</summary>
    public static Reply Result(Invocation call, Action<JsonNode> edit)
    {
        Reply reply = call.Run();
        if (reply.IsError || reply.IsNothing || reply.Pending is not null)
        {
            return reply;
        }

        JsonNode result = JsonNode.Parse(reply.Result(new DataWriter()))!;
        edit(result);
        return Reply.Json(result.ToJsonString());
    }

    /// <summary>Success whatever the command says.</summary>
    public static Reply Success(Invocation call)
    {
        Reply reply = call.Run();
        return reply.IsError ? Reply.Empty : reply;
    }
}
