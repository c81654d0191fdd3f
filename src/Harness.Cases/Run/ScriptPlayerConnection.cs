using Harness.Cases.Verify;
using Harness.Session;
using Harness.Wire;

namespace Harness.Cases.Run;

/// <summary>One connection of a case: its channel, and what came on it.</summary>
internal sealed class ScriptPlayerConnection(int number, IByteChannel channel, ExchangeLog log, TimeProvider clock) : IAsyncDisposable
{
    public int Number => number;

    public Inbox Inbox { get; } = new();

    public ServerBytes Received { get; } = new();

    public Conversation Conversation { get; } = new();

    /// <summary>The first thing that the server must not send; null while there is none. Nothing behind it is looked at.</summary>
    public Violation? Violation { get; private set; }

    /// <summary>How the server ended the connection, for people; null while it is open.</summary>
    public string? Ended { get; private set; }

    /// <summary>True once the sending direction is closed.</summary>
    public bool OutputEnded { get; private set; }

    /// <summary>The greeting's value, once it came.</summary>
    public Arrival? Greeted { get; private set; }

    /// <summary>True where file descriptors can be sent.</summary>
    public bool TakesDescriptors => channel is IDescriptorSender;

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => SendAsync(bytes, withDescriptor: false, cancel);

    /// <param name="withDescriptor">Only where <see cref="TakesDescriptors"/>.</param>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool withDescriptor, CancellationToken cancel)
    {
        log.Add(withDescriptor ? "->fd" : "->", number, bytes.Span.EndsWith("\r\n"u8) ? bytes.Span[..^2] : bytes.Span);
        Conversation.Sent(bytes);
        Inbox.NoteSent();
        if (withDescriptor)
        {
            await ((IDescriptorSender)channel).SendWithDescriptorAsync(bytes, cancel).ConfigureAwait(false);
        }
        else
        {
            await channel.SendAsync(bytes, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Adds a line to the exchange that says what did not come over the wire.</summary>
    public void Note(string text) => log.Add(number, text);

    public async ValueTask EndOutputAsync(CancellationToken cancel)
    {
        log.Add(number, "end output");
        OutputEnded = true;
        await channel.EndOutputAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Receives until something is there, the time is over, or nothing more can come. A time of zero takes what is there.</summary>
    public async ValueTask<WaitEnd> WaitAsync(Func<bool> isReady, TimeSpan patience, CancellationToken cancel)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            if (isReady())
            {
                return WaitEnd.Ready;
            }

            if (Violation is not null || Ended is not null)
            {
                return Violation is not null ? WaitEnd.Violation : WaitEnd.Ended;
            }

            TimeSpan left = patience - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero && patience > TimeSpan.Zero)
            {
                return WaitEnd.Silence;
            }

            ChannelRead read = await channel.ReceiveAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel).ConfigureAwait(false);
            switch (read.Kind)
            {
                case ChannelReadKind.Bytes:
                    Take(read.Bytes.Span);
                    break;
                case ChannelReadKind.Silence:
                    return WaitEnd.Silence;
                default:
                    End(read);
                    break;
            }
        }
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (!Received.TryFeed(bytes))
        {
            Violation = new Violation($"the server sent more than {ServerBytes.MaxBytes} bytes in one case", default);
            return;
        }

        while (Violation is null && Received.TryRead(out ReceivedMessage message))
        {
            Take(message);
        }
    }

    private void Take(ReceivedMessage message)
    {
        Incoming judged = message.Why is null ? Conversation.Judge(message.Value) : new Incoming(IncomingKind.Violation, message.Why);
        log.Add(judged.Kind == IncomingKind.Event ? "!" : "<-", number, message.Raw.Span);
        if (judged.Kind == IncomingKind.Violation)
        {
            Violation = new Violation(judged.Why!, message.Raw);
            return;
        }

        Arrival arrival = new(Inbox.All.Count, judged.Kind, message.Value, message.Raw);
        Greeted = judged.Kind == IncomingKind.Greeting ? arrival : Greeted;
        Inbox.Add(arrival);
    }

    private void End(ChannelRead read)
    {
        Ended = read.Kind == ChannelReadKind.Closed ? "closed" : $"broken: {read.Detail}";
        log.Add(number, Ended);
        if (!Received.Unfinished.IsEmpty)
        {
            Violation = new Violation("the connection ended inside a message", Received.Unfinished);
            log.Add("<-", number, Received.Unfinished.Span);
        }
    }
}
