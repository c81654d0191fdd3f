namespace Harness.Emulator.Dispatch;

/// <summary>A reply that comes by the clock or by another command. Completed once, under the emulator's lock.</summary>
internal sealed class PendingReply
{
    private Reply? _reply;
    private Action<Reply>? _then;

    /// <exception cref="InvalidOperationException">It was completed already, or with a reply that comes later.</exception>
    public void Complete(Reply reply)
    {
        if (_reply is not null || reply.Pending is not null)
        {
            throw new InvalidOperationException("a pending reply is completed once, with a reply that is there");
        }

        _reply = reply;
        _then?.Invoke(reply);
    }

    /// <summary>Says who writes the reply; called at once when it is there already.</summary>
    public void Then(Action<Reply> then)
    {
        if (_reply is { } reply)
        {
            then(reply);
        }
        else
        {
            _then = then;
        }
    }
}
