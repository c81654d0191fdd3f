using System.Security.Cryptography;

using Harness.Unit.Emulator;
using Harness.Wire;

namespace Harness.Unit.Transport;

/// <summary>What <see cref="IByteChannel"/> promises, on every kind of channel.</summary>
[TestFixture(ChannelKind.Unix)]
[TestFixture(ChannelKind.Descriptors)]
[TestFixture(ChannelKind.Tcp)]
[TestFixture(ChannelKind.Pipes)]
[TestFixture(ChannelKind.Memory)]
public sealed class ChannelContractTests(ChannelKind kind)
{
    private readonly ManualTime _clock = new();

    [Test]
    public async Task What_is_sent_arrives_both_ways_and_in_order()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        for (int i = 0; i < 100; i++)
        {
            await pair.Client.SendTextAsync($"ask {i:000}");
            Assert.That(await pair.Server.ReceiveTextAsync(7), Is.EqualTo($"ask {i:000}"));
            await pair.Server.SendTextAsync($"answer {i:000}");
            Assert.That(await pair.Client.ReceiveTextAsync(10), Is.EqualTo($"answer {i:000}"));
        }
    }

    [Test]
    public async Task Silence_comes_when_patience_is_over_and_not_before()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Task<ChannelRead> receiving = pair.Client.ReceiveAsync(TimeSpan.FromSeconds(10), Soon.Token).AsTask();

        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.That(receiving.IsCompleted, Is.False);
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.That((await receiving).Kind, Is.EqualTo(ChannelReadKind.Silence));
    }

    [Test]
    public async Task A_shorter_patience_after_a_longer_one_is_kept()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Task<ChannelRead> patient = pair.Client.ReceiveAsync(TimeSpan.FromMinutes(1), Soon.Token).AsTask();
        await pair.Server.SendTextAsync("x");
        Assert.That((await patient).Kind, Is.EqualTo(ChannelReadKind.Bytes));

        Task<ChannelRead> impatient = pair.Client.ReceiveAsync(TimeSpan.FromMilliseconds(1), Soon.Token).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That((await impatient).Kind, Is.EqualTo(ChannelReadKind.Silence));

        Task<ChannelRead> again = pair.Client.ReceiveAsync(TimeSpan.FromMinutes(2), Soon.Token).AsTask();
        _clock.Advance(TimeSpan.FromMinutes(1.5));
        Assert.That(again.IsCompleted, Is.False, "the timer of the first wait must not end the third");
        _clock.Advance(TimeSpan.FromMinutes(0.5));
        Assert.That((await again).Kind, Is.EqualTo(ChannelReadKind.Silence));
    }

    [Test]
    public async Task Patience_without_end_outlasts_the_clock()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Task<ChannelRead> receiving = pair.Client.ReceiveAsync(Timeout.InfiniteTimeSpan, Soon.Token).AsTask();
        _clock.Advance(TimeSpan.FromDays(1000));
        Assert.That(receiving.IsCompleted, Is.False);

        await pair.Server.SendTextAsync("late");
        Assert.That((await receiving).Bytes.ToArray(), Is.EqualTo("late"u8.ToArray()));
    }

    [Test]
    public async Task What_comes_after_silence_is_not_lost()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        for (int i = 0; i < 20; i++)
        {
            Task<ChannelRead> receiving = pair.Client.ReceiveAsync(TimeSpan.FromMilliseconds(5), Soon.Token).AsTask();
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            Assert.That((await receiving).Kind, Is.EqualTo(ChannelReadKind.Silence));
            await pair.Server.SendTextAsync($"{i:00}");
            Assert.That(await pair.Client.ReceiveTextAsync(2), Is.EqualTo($"{i:00}"));
        }
    }

    [Test]
    public async Task No_patience_takes_only_what_is_there()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Assert.That((await pair.Client.ReceiveAsync(TimeSpan.Zero, Soon.Token)).Kind, Is.EqualTo(ChannelReadKind.Silence));

        await pair.Server.SendTextAsync("now");
        ChannelRead read = ChannelRead.Silence;
        await Soon.UntilAsync(() => (read = pair.Client.ReceiveAsync(TimeSpan.Zero, Soon.Token).AsTask().Result).Kind != ChannelReadKind.Silence, "bytes");
        Assert.That(read.Bytes.ToArray(), Is.EqualTo("now"u8.ToArray()));
    }

    [Test]
    public async Task Cancelling_a_receive_loses_nothing()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        using CancellationTokenSource cancel = new();
        Task<ChannelRead> receiving = pair.Client.ReceiveAsync(Soon.Patience, cancel.Token).AsTask();
        await cancel.CancelAsync();

        Assert.That(async () => await receiving, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await pair.Client.ReceiveAsync(Soon.Patience, cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        await pair.Server.SendTextAsync("kept");
        Assert.That(await pair.Client.ReceiveTextAsync(4), Is.EqualTo("kept"));
    }

    [Test]
    public async Task A_sender_waits_for_a_reader_that_does_not_read_until_it_is_cancelled()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        using CancellationTokenSource cancel = new();
        Task sending = pair.Client.SendAsync(new byte[64 * 1024 * 1024], cancel.Token).AsTask();
        Assert.That(sending.IsCompleted, Is.False);
        await cancel.CancelAsync();

        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Ended_output_reads_as_closed_and_the_other_way_stays_open()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        await pair.Client.SendTextAsync("last words");
        await pair.Client.EndOutputAsync(Soon.Token);

        Assert.That(await pair.Server.ReceiveTextAsync(10), Is.EqualTo("last words"));
        Assert.That(await pair.Server.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed));
        Assert.That(await pair.Server.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed), "each later receive says so again");
        await pair.Server.SendTextAsync("heard");
        Assert.That(await pair.Client.ReceiveTextAsync(5), Is.EqualTo("heard"));
    }

    [Test]
    public async Task A_disposed_end_reads_as_closed_on_the_other_and_sending_to_it_is_no_exception()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        await pair.Server.DisposeAsync();
        for (int i = 0; i < 50; i++)
        {
            await pair.Client.SendAsync(new byte[4096], Soon.Token);
        }

        ChannelRead end = await pair.Client.ReceiveEndAsync();
        Assert.That(end.Kind, Is.EqualTo(ChannelReadKind.Closed).Or.EqualTo(ChannelReadKind.Broken));
        Assert.That(end.Kind == ChannelReadKind.Broken, Is.EqualTo(end.Detail is not null), "a break says how");
    }

    [Test]
    public async Task Disposing_answers_the_receive_that_waits_and_may_be_done_twice()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Task<ChannelRead> receiving = pair.Client.ReceiveAsync().AsTask();
        await pair.Client.DisposeAsync();
        await pair.Client.DisposeAsync();

        Assert.That((await receiving).Kind, Is.EqualTo(ChannelReadKind.Broken));
        Assert.That(await pair.Client.ReceiveAsync(), Has.Property(nameof(ChannelRead.Detail)).EqualTo("the channel was disposed"));
    }

    [Test]
    public async Task A_second_receive_beside_a_waiting_one_is_refused()
    {
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Task<ChannelRead> receiving = pair.Client.ReceiveAsync().AsTask();

        Assert.That(async () => await pair.Client.ReceiveAsync(), Throws.InvalidOperationException);
        await pair.Server.SendTextAsync("x");
        Assert.That((await receiving).Kind, Is.EqualTo(ChannelReadKind.Bytes));
    }

    [Test]
    public async Task Eight_mebibytes_go_both_ways_at_once()
    {
        byte[] up = Noise(1);
        byte[] down = Noise(2);
        await using ConnectedPair pair = await ConnectedPair.OpenAsync(kind, _clock);
        Task<byte[]> atServer = pair.Server.ReceiveBytesAsync(up.Length);
        Task<byte[]> atClient = pair.Client.ReceiveBytesAsync(down.Length);
        await Task.WhenAll(pair.Client.SendAsync(up, Soon.Token).AsTask(), pair.Server.SendAsync(down, Soon.Token).AsTask());

        Assert.That(SHA256.HashData(await atServer), Is.EqualTo(SHA256.HashData(up)));
        Assert.That(SHA256.HashData(await atClient), Is.EqualTo(SHA256.HashData(down)));
    }

    private static byte[] Noise(int seed)
    {
        byte[] bytes = new byte[8 * 1024 * 1024];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
