using Harness.Transport.Channels;
using Harness.Wire;

namespace Harness.Unit.Transport;

public sealed class MemoryChannelTests
{
    [Test]
    public async Task A_sender_waits_at_the_bound_and_goes_on_as_room_comes()
    {
        await using MemoryChannelPair pair = new(8, TimeProvider.System);
        Task sending = pair.Client.SendAsync("0123456789abcdefghij"u8.ToArray(), Soon.Token).AsTask();
        Assert.That(sending.IsCompleted, Is.False);

        Assert.That(await pair.Server.ReceiveAsync(), Has.Property(nameof(ChannelRead.Bytes)).Property("Length").EqualTo(8), "never more than the bound");
        Assert.That(await pair.Server.ReceiveTextAsync(12), Is.EqualTo("89abcdefghij"));
        await sending;
    }

    [Test]
    public async Task A_break_is_read_by_both_ends_with_its_detail()
    {
        await using MemoryChannelPair pair = new(64, TimeProvider.System);
        Task<ChannelRead> waiting = pair.Client.ReceiveAsync().AsTask();
        await pair.Client.SendTextAsync("lost");
        pair.Break("pulled out");

        ChannelRead broken = new(ChannelReadKind.Broken, default, "pulled out");
        Assert.That(await waiting, Is.EqualTo(broken));
        Assert.That(await pair.Server.ReceiveAsync(), Is.EqualTo(broken));
        await pair.Server.SendTextAsync("into the void");
    }
}
