using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State;

/// <summary>Replies that the test command of out-of-band execution holds.</summary>
internal sealed class HeldReplies
{
    private List<PendingReply> _held = [];

    public PendingReply Hold()
    {
        PendingReply pending = new();
        _held.Add(pending);
        return pending;
    }

    /// <summary>Answers all of them, oldest first. What their connections do next may hold anew.</summary>
    public void ReleaseAll()
    {
        List<PendingReply> released = _held;
        _held = [];
        released.ForEach(r => r.Complete(Reply.Empty));
    }
}
