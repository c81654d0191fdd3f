using Harness.Schema.Source;

namespace Harness.Cases.Language;

/// <summary>One line of a case. Expectations of replies look past events, and expectations of events look past replies, but for <see cref="InOrder"/>.</summary>
public abstract record Step(SourceSpan Span)
{
    /// <summary><c>-> { … }</c>: sends a message, placeholders filled in, and CR LF.</summary>
    public sealed record Send(Template Message, SourceSpan Span) : Step(Span)
    {
        /// <summary><c>->fd { … }</c>: a file descriptor goes with it, of <c>/dev/null</c> where the target is another process.</summary>
        public bool WithDescriptor { get; init; }
    }

    /// <summary><c>->raw "…"</c>: sends bytes as they are.</summary>
    public sealed record SendRaw(ReadOnlyMemory<byte> Bytes, SourceSpan Span) : Step(Span);

    /// <summary><c><- greeting [PATTERN]</c>; the pattern is for the member <c>QMP</c>.</summary>
    public sealed record ExpectGreeting(Pattern? Pattern, SourceSpan Span) : Step(Span);

    /// <summary>
    /// <c><- { … }</c>: the next reply fits the pattern. Where the pattern does not speak of <c>id</c>, the reply has the id of the
    /// request that it answers, or none where that had none.
    /// </summary>
    public sealed record ExpectReply(Pattern Pattern, SourceSpan Span) : Step(Span);

    /// <summary><c><- error [class=CLASS] [id=JSON]</c>: the next reply is an error.</summary>
    /// <param name="Class">Null where any class will do.</param>
    /// <param name="Id">What the reply's <c>id</c> must be; null where it is the request's, or none where that had none.</param>
    public sealed record ExpectError(string? Class, Pattern? Id, SourceSpan Span) : Step(Span);

    /// <summary>
    /// <c><- errors</c>: at least one error without id comes, the answer to bytes that are no JSON. How many a server makes of them is
    /// not specified, so those that follow until the next other reply are passed over; where the case sends more bytes that are no JSON, the
    /// next <c><- errors</c> wants one of those that came since.
    /// </summary>
    public sealed record ExpectErrors(SourceSpan Span) : Step(Span);

    /// <summary>
    /// <c><- event NAME [timestamp=PATTERN] [PATTERN]</c>: such an event came since the last expectation of one, or comes. Events of
    /// another name or with other data are passed over.
    /// </summary>
    /// <param name="Data">For its data; null where anything or none will do, <see cref="Pattern.Absent"/> where there must be none.</param>
    public sealed record ExpectEvent(string Name, Pattern? Data, SourceSpan Span) : Step(Span)
    {
        /// <summary>For its time; null where any will do.</summary>
        public Pattern? Timestamp { get; init; }
    }

    /// <summary><c><- closed</c>: the server ends the connection.</summary>
    public sealed record ExpectClosed(SourceSpan Span) : Step(Span);

    /// <summary><c>-- no event NAME</c>: none came since the last expectation of one, nor does within the time of a silence.</summary>
    public sealed record ExpectNoEvent(string Name, SourceSpan Span) : Step(Span);

    /// <summary><c>-- silence TIME</c>: no reply and no greeting comes; events may.</summary>
    public sealed record Silence(TimeSpan Time, SourceSpan Span) : Step(Span);

    /// <summary><c>-- any order { … }</c>: all of the expectations are met, in whatever order.</summary>
    public sealed record AnyOrder(IReadOnlyList<Step> Steps, SourceSpan Span) : Step(Span);

    /// <summary><c>-- in order { … }</c>: replies and events come exactly in this order, nothing between them.</summary>
    public sealed record InOrder(IReadOnlyList<Step> Steps, SourceSpan Span) : Step(Span);

    /// <summary><c>-- advance TIME</c>: moves the virtual clock; on a real clock waits that long.</summary>
    public sealed record Advance(TimeSpan Time, SourceSpan Span) : Step(Span);

    /// <summary><c>-- reconnect</c>: closes the connection and opens it anew, without negotiating.</summary>
    public sealed record Reconnect(SourceSpan Span) : Step(Span);

    /// <summary>
    /// <c>-- connection N</c>, also <c>-- first connection</c> and <c>-- second connection</c>: what follows is on that connection, which is
    /// opened on first use without negotiating.
    /// </summary>
    /// <param name="Number">0-based; the language counts from 1.</param>
    public sealed record UseConnection(int Number, SourceSpan Span) : Step(Span);

    /// <summary><c>-- negotiate</c>: reads the greeting, unless a step has, and negotiates on the connection in use.</summary>
    public sealed record Negotiate(SourceSpan Span) : Step(Span);

    /// <summary><c>-- end output</c>: closes the sending direction.</summary>
    public sealed record EndOutput(SourceSpan Span) : Step(Span);

    /// <summary><c>-- verify crlf|ascii|one-line|strict-json</c>: all bytes received on this connection since it was opened have the property.</summary>
    public sealed record VerifyBytes(Framing Framing, SourceSpan Span) : Step(Span);

    /// <summary><c>-- alive</c>: a fresh query is answered, whatever else is still to come.</summary>
    public sealed record Alive(SourceSpan Span) : Step(Span);
}

public enum Framing
{
    /// <summary>Each message ends with CR LF.</summary>
    CrLf,

    /// <summary>No byte above 0x7F.</summary>
    Ascii,

    /// <summary>No line break within a message.</summary>
    OneLine,

    /// <summary>RFC 8259, members unique.</summary>
    StrictJson,
}
