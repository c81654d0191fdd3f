using System.Text;

using Harness.Transcripts.Messages;

namespace Harness.Transcripts.Replay;

/// <summary>What a client gets for a request that is not recorded.</summary>
/// <param name="fromSchema">Makes a reply without id for a request, or null where it cannot; null to refuse everything.</param>
public sealed class MissAnswer(Func<MessageFacts, byte[]?>? fromSchema)
{
    private static readonly byte[] Refusal = Encoding.ASCII.GetBytes("{\"error\": {\"class\": \"GenericError\", \"desc\": \"qmp-harness replay: this request is not recorded here\"}}");

    /// <summary>The reply, and whether the schema gave it.</summary>
    internal (ReplayStep Step, bool IsAnswered) For(MessageFacts? request)
    {
        byte[]? made = request is { Role: MessageRole.Request } known && fromSchema is not null ? fromSchema(known) : null;
        byte[] reply = made ?? Refusal;
        ReadOnlyMemory<byte> whole = IdRewriter.Rewrite(reply, MessageFacts.Read(reply)!.Value, request?.Id ?? default);
        return (new ReplayStep(ReplayStepKind.Send, (byte[])[.. whole.Span, .. "\r\n"u8], TimeSpan.Zero), made is not null);
    }
}
