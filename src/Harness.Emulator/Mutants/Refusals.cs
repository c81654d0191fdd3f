using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>What mutants do with refusals.</summary>
internal static class Refusals
{
    /// <summary>Says that all went well whatever was refused.</summary>
    public static Reply Unchecked(Invocation call)
    {
        try
        {
            Reply reply = call.Run();
            return reply.IsError ? Reply.Empty : reply;
        }
        catch (RefusedException)
        {
            return Reply.Empty;
        }
    }
}
