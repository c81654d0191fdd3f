using System.Globalization;
using System.Runtime.Versioning;

using Harness.Transport;
using Harness.Transport.Listening;
using Harness.Transport.Processes;
using Harness.Wire;

namespace Harness.Unit.Transport;

/// <summary>Children are what every POSIX system has: sh, cat, sleep. For those that listen, the test listens.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class ChildProcessTests
{
    [Test]
    public async Task A_session_goes_over_standard_input_and_output()
    {
        await using ChildProcess child = Start("cat");
        await using IByteChannel channel = await ConnectAsync(child);
        await channel.SendTextAsync("{\"execute\": \"query-status\"}");

        Assert.That(await channel.ReceiveTextAsync(27), Is.EqualTo("{\"execute\": \"query-status\"}"));
        Assert.That((child.Monitors, child.Death), Is.EqualTo((1, (string?)null)));
        Assert.That(async () => await ConnectAsync(child), Throws.TypeOf<EndpointUnavailableException>().With.Message.Contains("connected already"));
    }

    [Test]
    public async Task Ending_the_output_ends_a_child_that_reads_to_the_end_in_good_order()
    {
        await using ChildProcess child = Start("cat");
        await using IByteChannel channel = await ConnectAsync(child);
        await channel.EndOutputAsync(Soon.Token);

        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed));
        await child.Exited;
        Assert.That(child.Death, Is.EqualTo("exited with status 0"));
    }

    [TestCase("exit 3", "exited with status 3")]
    [TestCase("echo boom >&2; exit 1", "exited with status 1; it printed: boom")]
    [TestCase("kill -9 $$", "killed by signal 9")]
    [TestCase("kill -TERM $$", "killed by signal 15")]
    [TestCase("printf 'a\\nb\\n' >&2; kill -6 $$", "killed by signal 6; it printed: a\nb")]
    public async Task A_child_that_dies_at_once_breaks_the_connection_and_says_how(string script, string death)
    {
        await using ChildProcess child = Shell(script);
        await using IByteChannel channel = await ConnectAsync(child);

        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(new ChannelRead(ChannelReadKind.Broken, default, death)));
        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(new ChannelRead(ChannelReadKind.Broken, default, death)), "each later receive says so again");
        Assert.That(child.Death, Is.EqualTo(death));
        await channel.SendTextAsync("too late");
    }

    [Test]
    public async Task A_child_that_dies_in_the_middle_is_heard_to_its_last_byte()
    {
        await using ChildProcess child = Shell("read line; printf 'got %s' \"$line\"; exit 7");
        await using IByteChannel channel = await ConnectAsync(child);
        await channel.SendTextAsync("this\n");

        Assert.That(await channel.ReceiveTextAsync(8), Is.EqualTo("got this"));
        Assert.That((await channel.ReceiveAsync()).Detail, Is.EqualTo("exited with status 7"));
    }

    [Test]
    public async Task A_child_that_closes_its_output_and_lives_on_reads_as_closed()
    {
        await using ChildProcess child = Shell("exec >&-; exec sleep 1000");
        await using IByteChannel channel = await ConnectAsync(child);

        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed));
        Assert.That(child.Death, Is.Null);
    }

    [Test]
    public async Task A_child_that_ignores_its_input_holds_nobody_up()
    {
        using CancellationTokenSource cancel = new();
        await using ChildProcess child = Start("sleep 1000");
        await using IByteChannel channel = await ConnectAsync(child);
        Task sending = channel.SendAsync(new byte[1024 * 1024], cancel.Token).AsTask();
        Assert.That(sending.IsCompleted, Is.False);
        await cancel.CancelAsync();

        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await channel.ReceiveAsync(TimeSpan.FromMilliseconds(1), Soon.Token)).Kind, Is.EqualTo(ChannelReadKind.Silence));
    }

    [Test]
    public async Task Endless_standard_error_neither_stops_the_child_nor_fills_memory()
    {
        await using ChildProcess child = Shell("head -c 1000000 /dev/zero | tr '\\0' x >&2; printf 'the end' >&2; exit 1");
        await using IByteChannel channel = await ConnectAsync(child);
        string detail = (await channel.ReceiveAsync()).Detail!;

        Assert.That(detail, Does.StartWith("exited with status 1; it printed: … xxxx").And.EndWith("xxxthe end"));
        Assert.That(detail.Length, Is.LessThanOrEqualTo(OutputTail.MaxBytes + 100));
    }

    [Test]
    public async Task Bytes_that_are_no_text_on_standard_error_are_told_as_such()
    {
        await using ChildProcess child = Shell("printf '\\377\\376 ok' >&2; exit 1");
        await using IByteChannel channel = await ConnectAsync(child);

        Assert.That((await channel.ReceiveAsync()).Detail, Is.EqualTo("exited with status 1; it printed: \uFFFD\uFFFD ok"));
    }

    [TestCase("no-such-program-anywhere", "exec:no-such-program-anywhere: there is no such program")]
    [TestCase("/dev/null", "exec:/dev/null: it may not be run")]
    [TestCase("/dev/null {socket}", "exec:/dev/null: it may not be run")]
    public void What_cannot_be_started_is_told_plainly(string command, string message) =>
        Assert.That(() => Start(command), Throws.TypeOf<EndpointUnavailableException>().With.Message.EqualTo(message));

    [Test]
    public async Task Sockets_are_in_a_private_folder_that_goes_with_the_child()
    {
        ChildProcess child = Shell("echo \"$0\" \"$1\"; exec sleep 1000", "{socket}", "{socket2}");
        string[] paths = await PathsAsync(child);
        string folder = Path.GetDirectoryName(paths[0])!;

        Assert.That(child.Monitors, Is.EqualTo(2));
        Assert.That(File.GetUnixFileMode(folder), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        await child.DisposeAsync();
        await child.DisposeAsync();
        Assert.That(Directory.Exists(folder), Is.False);
    }

    [Test]
    public async Task Each_socket_is_a_monitor_and_connecting_waits_until_the_child_listens()
    {
        await using ChildProcess child = Shell("echo \"$0\" \"$1\"; exec sleep 1000", "{socket}", "{socket2}");
        string[] paths = await PathsAsync(child);
        Task<IByteChannel> connecting = child.ConnectAsync(1, Soon.Patience, Soon.Token).AsTask();
        Assert.That(connecting.IsCompleted, Is.False);
        await using IListener listener = await new Listeners(TimeProvider.System).OpenAsync(new Endpoint.Unix(paths[1]), new ListenOptions(), Soon.Token);
        await using IByteChannel channel = await connecting;
        await using IByteChannel inChild = await listener.AcceptAsync(Soon.Token).FirstAsync();

        await inChild.SendTextAsync("greeting");
        Assert.That(await channel.ReceiveTextAsync(8), Is.EqualTo("greeting"));
        await inChild.DisposeAsync();
        Assert.That(await channel.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed), "the child lives on");
    }

    [Test]
    public async Task A_child_that_ends_before_it_listens_is_not_waited_for()
    {
        await using ChildProcess child = Shell("echo no disk >&2; exit 5", "{socket}");

        Assert.That(
            async () => await ConnectAsync(child),
            Throws.TypeOf<EndpointUnavailableException>().With.Message.EqualTo("exec:sh: it ended before it listened: exited with status 5; it printed: no disk"));
    }

    [Test]
    public async Task A_child_that_does_not_listen_is_given_up_at_the_deadline()
    {
        await using ChildProcess child = Shell("exec sleep 1000", "{socket}");

        Assert.That(
            async () => await child.ConnectAsync(0, TimeSpan.FromMilliseconds(20), Soon.Token),
            Throws.TypeOf<EndpointUnavailableException>().With.Message.Match("^exec:sh: it did not listen on .*/1.sock: .*there is no such file$"));
    }

    [Test]
    public async Task Death_breaks_a_socket_connection_too()
    {
        await using ChildProcess child = Shell("echo \"$0\"; while [ ! -e \"$0.die\" ]; do sleep 0.01; done; exit 4", "{socket}");
        string path = (await PathsAsync(child))[0];
        await using IListener listener = await new Listeners(TimeProvider.System).OpenAsync(new Endpoint.Unix(path), new ListenOptions(), Soon.Token);
        await using IByteChannel channel = await ConnectAsync(child);
        await using IByteChannel inChild = await listener.AcceptAsync(Soon.Token).FirstAsync();
        await File.WriteAllTextAsync(path + ".die", "");
        await child.Exited;
        await inChild.DisposeAsync();

        Assert.That((await channel.ReceiveAsync()).Detail, Does.StartWith("exited with status 4"));
    }

    [TestCase("sleep 1000 & echo $!; wait", TestName = "Disposing_kills_grandchildren")]
    [TestCase("sh -c 'sleep 1000 & echo $!; wait' & wait", TestName = "Disposing_kills_great_grandchildren")]
    [TestCase("sleep 1000 <&- 2>&- & echo $!; exit 0", TestName = "Disposing_kills_orphans_of_a_child_that_has_ended")]
    [TestCase("(setsid sleep 1000 <&- 2>&- & echo $!); exit 0", TestName = "Disposing_kills_daemons")]
    [TestCase("trap '' TERM HUP INT; sleep 1000 & echo $!; while :; do wait; done", TestName = "Disposing_kills_those_that_ignore_signals")]
    public async Task Disposing_kills(string script)
    {
        int grandchild;
        await using (ChildProcess child = Shell(script))
        {
            await using IByteChannel channel = await ConnectAsync(child);
            grandchild = int.Parse(await ReceiveLineAsync(channel), CultureInfo.InvariantCulture);
            Assert.That(IsRunning(grandchild), Is.True);
        }

        await Soon.UntilAsync(() => !IsRunning(grandchild), $"process {grandchild} is still there");
    }

    [Test]
    public async Task No_zombie_and_no_descriptor_is_left()
    {
        int before = Directory.GetFiles("/proc/self/fd").Length;
        for (int i = 0; i < 10; i++)
        {
            ChildProcess child = i % 2 == 0 ? Shell("echo $$; exec sleep 1000") : Shell("echo $$; exit 1");
            IByteChannel channel = await ConnectAsync(child);
            string id = await ReceiveLineAsync(channel);
            if (i % 3 == 0)
            {
                await channel.DisposeAsync();
            }

            await child.DisposeAsync();
            Assert.That(Directory.Exists($"/proc/{id}"), Is.False);
            await channel.DisposeAsync();
        }

        Assert.That(Directory.GetFiles("/proc/self/fd").Length, Is.EqualTo(before).Within(8));
    }

    [Test]
    public async Task A_receive_that_waits_while_the_child_is_disposed_is_answered()
    {
        ChildProcess child = Start("sleep 1000");
        await using IByteChannel channel = await ConnectAsync(child);
        Task<ChannelRead> waiting = channel.ReceiveAsync().AsTask();
        await child.DisposeAsync();

        Assert.That((await waiting).Kind, Is.EqualTo(ChannelReadKind.Broken).Or.EqualTo(ChannelReadKind.Closed));
        Assert.That(child.Death, Is.EqualTo("killed by signal 9"));
    }

    private static ChildProcess Start(string command) => ChildProcess.Start(ChildCommand.Parse(command, out _)!, TimeProvider.System);

    private static ChildProcess Shell(string script, params string[] arguments) =>
        ChildProcess.Start(ChildCommand.Create(["sh", "-c", script, .. arguments], out _)!, TimeProvider.System);

    private static ValueTask<IByteChannel> ConnectAsync(ChildProcess child) => child.ConnectAsync(0, Soon.Patience, Soon.Token);

    /// <summary>The paths that a child with sockets was given, which it prints as one line.</summary>
    private static async Task<string[]> PathsAsync(ChildProcess child)
    {
        await Soon.UntilAsync(() => child.Printed.Contains(".sock", StringComparison.Ordinal), "the child prints its paths");
        return child.Printed.Split(' ');
    }

    private static async Task<string> ReceiveLineAsync(IByteChannel channel)
    {
        string line = "";
        while (!line.EndsWith('\n'))
        {
            line += await channel.ReceiveTextAsync(1) is { Length: > 0 } text ? text : throw new AssertionException($"the output ends behind '{line}'");
        }

        return line.Trim();
    }

    /// <summary>A zombie, which only its adopted parent can reap, does not run.</summary>
    private static bool IsRunning(int id)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{id}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (Exception e) when (e is IOException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
