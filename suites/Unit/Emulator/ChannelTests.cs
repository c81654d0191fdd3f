using System.Text;

using Harness.Emulator;
using Harness.Wire;

namespace Harness.Unit.Emulator;

/// <summary>The client's end in the same process: on a virtual clock no wait takes time.</summary>
public sealed class ChannelTests
{
    [Test]
    public async Task Silence_moves_the_virtual_clock_by_the_whole_patience()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions());
        await using EmulatorChannel channel = await Open(emulator);

        Assert.That((await channel.ReceiveAsync(TimeSpan.FromDays(1), default)).Kind, Is.EqualTo(ChannelReadKind.Silence));
        Assert.That(await Ask(channel, "stop"), Does.StartWith("""{"timestamp": {"seconds": 1429920000, "microseconds": 0}, "event": "STOP"}"""));
    }

    [Test]
    public async Task What_is_due_within_the_patience_comes_at_its_time()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions());
        await using EmulatorChannel channel = await Open(emulator);
        emulator.Act(machine => machine.Scheduler.After(TimeSpan.FromSeconds(1), machine.RunState.Stop));
        emulator.Act(machine => machine.Scheduler.After(TimeSpan.FromSeconds(3), () => machine.RunState.Continue()));

        Assert.That(await Read(channel, TimeSpan.FromSeconds(2)), Does.Contain("1429833601").And.Contain("STOP"));
        Assert.That(await Read(channel, TimeSpan.FromSeconds(1)), Is.EqualTo("Silence"));
        Assert.That(await Read(channel, Timeout.InfiniteTimeSpan), Does.Contain("1429833603").And.Contain("RESUME"));
        Assert.That(await Read(channel, Timeout.InfiniteTimeSpan), Is.EqualTo("Silence"));
    }

    [Test]
    public async Task The_end_of_the_machine_and_of_the_input_are_seen_as_the_end()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions());
        await using EmulatorChannel quitting = await Open(emulator);
        await using EmulatorChannel ending = await Open(emulator);

        await ending.EndOutputAsync(default);
        Assert.That(await Read(ending, TimeSpan.Zero), Is.EqualTo("Closed"));
        Assert.That(await Ask(quitting, "quit"), Does.Contain("SHUTDOWN"));
        Assert.That(await Read(quitting, TimeSpan.Zero), Is.EqualTo("Closed"));
    }

    [Test]
    public async Task On_a_real_clock_it_waits_for_the_clock_and_for_other_connections()
    {
        ManualTime time = new();
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions { Clock = time });
        await using EmulatorChannel channel = await Open(emulator);
        await using EmulatorChannel other = await Open(emulator);

        Task<string> silence = Read(channel, TimeSpan.FromSeconds(1));
        Assert.That(silence.IsCompleted, Is.False);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await silence, Is.EqualTo("Silence"));

        Task<string> stopped = Read(channel, TimeSpan.FromSeconds(1));
        await Ask(other, "stop");
        Assert.That(await stopped, Does.Contain("STOP"));

        emulator.Act(machine => machine.Scheduler.After(TimeSpan.FromSeconds(5), () => machine.RunState.Continue()));
        Task<string> resumed = Read(channel, Timeout.InfiniteTimeSpan);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(await resumed, Does.Contain("RESUME"));
    }

    [Test]
    public async Task Waiting_on_a_real_clock_can_be_cancelled()
    {
        Harness.Emulator.Emulator emulator = new(TestSchema.Documented, new EmulatorOptions { Clock = new ManualTime() });
        await using EmulatorChannel channel = await Open(emulator);
        using CancellationTokenSource cancel = new();
        Task<ChannelRead> waiting = channel.ReceiveAsync(TimeSpan.FromSeconds(1), cancel.Token).AsTask();

        await cancel.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    private static async Task<EmulatorChannel> Open(Harness.Emulator.Emulator emulator)
    {
        EmulatorChannel channel = new(emulator.Connect());
        await channel.ReceiveAsync(TimeSpan.Zero, default);
        await Ask(channel, "qmp_capabilities");
        return channel;
    }

    private static async Task<string> Ask(EmulatorChannel channel, string command)
    {
        await channel.SendAsync(Encoding.ASCII.GetBytes($$"""{"execute": "{{command}}"}"""), default);
        return await Read(channel, TimeSpan.Zero);
    }

    /// <summary>Text of what came, or the kind of what came instead.</summary>
    private static async Task<string> Read(EmulatorChannel channel, TimeSpan patience)
    {
        ChannelRead read = await channel.ReceiveAsync(patience, default);
        return read.Kind == ChannelReadKind.Bytes ? Encoding.ASCII.GetString(read.Bytes.Span) : read.Kind.ToString();
    }
}
