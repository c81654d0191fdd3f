using System.Text;

using Harness.Cli;
using Harness.Cli.Serving;
using Harness.Emulator;
using Harness.Transport;
using Harness.Transport.Connecting;
using Harness.Transport.Descriptors;
using Harness.Unit.Transport;
using Harness.Wire;

using Microsoft.Win32.SafeHandles;

namespace Harness.Unit.Cli;

/// <summary>Real descriptors over a unix socket, to an emulator that <c>emulate</c> serves.</summary>
[Platform("Linux")]
[NonParallelizable]
public sealed class PassedDescriptorTests
{
    private CancellationTokenSource _stop;
    private TemporaryFolder _folder;
    private string _path;
    private Task<int> _serving;

    [SetUp]
    public void Serve()
    {
        _stop = new CancellationTokenSource();
        _folder = new TemporaryFolder();
        _path = _folder.File("passed");
        File.WriteAllText(_path, "");
        EmulatorHost host = new(new Harness.Emulator.Emulator(Specs.Load(null), new EmulatorOptions { Clock = TimeProvider.System }), TextWriter.Null);
        _serving = host.RunAsync([$"unix:{SocketPath}"], anyAddress: false, _stop.Token);
    }

    [TearDown]
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _serving;
        _serving.Dispose();
        _folder.Dispose();
        _stop.Dispose();
    }

    [Test]
    public async Task Two_thousand_commands_leave_no_descriptor_open()
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        await using (IDescriptorChannel client = await ConnectAsync())
        {
            for (int i = 0; i < 500; i++)
            {
                Assert.That(await AskAsync(client, """{"execute": "getfd", "arguments": {"fdname": "a"}}""", file), Does.Contain("\"return\": {}"));
                Assert.That(await AskAsync(client, """{"execute": "add-fd", "arguments": {"fdset-id": 3}}""", file), Does.Contain("\"fdset-id\": 3"));
                Assert.That(await AskAsync(client, """{"execute": "remove-fd", "arguments": {"fdset-id": 3}}"""), Does.Contain("\"return\": {}"));
                Assert.That(await AskAsync(client, """{"execute": "getfd", "arguments": {"fdname": "1"}}""", file), Does.Contain("\"error\""));
            }

            Assert.That(CountOpen(), Is.EqualTo(2), "the test's own, and the one that has a name");
            await AskAsync(client, """{"execute": "closefd", "arguments": {"fdname": "a"}}""");
            Assert.That(CountOpen(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Sets_are_shared_between_connections_and_names_are_not()
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        await using IDescriptorChannel first = await ConnectAsync();
        await using IDescriptorChannel second = await ConnectAsync();
        await AskAsync(first, """{"execute": "getfd", "arguments": {"fdname": "a"}}""", file);
        await AskAsync(first, """{"execute": "add-fd", "arguments": {"opaque": "of first"}}""", file);

        Assert.That(await AskAsync(second, """{"execute": "query-fdsets"}"""), Does.Contain("of first"));
        Assert.That(await AskAsync(second, """{"execute": "closefd", "arguments": {"fdname": "a"}}"""), Does.Contain("\"error\""));
        Assert.That(CountOpen(), Is.EqualTo(3));
        Assert.That(await AskAsync(second, """{"execute": "remove-fd", "arguments": {"fdset-id": 0}}"""), Does.Contain("\"return\": {}"));
        Assert.That(CountOpen(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_client_that_goes_leaves_nothing_open()
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        for (int i = 0; i < 100; i++)
        {
            IDescriptorChannel client = await ConnectAsync();
            await AskAsync(client, """{"execute": "getfd", "arguments": {"fdname": "a"}}""", file);
            await AskAsync(client, """{"execute": "add-fd"}""", file);
            await AskAsync(client, """{"execute": "query-status"}""", file, file, file);
            await client.SendAsync("{"u8.ToArray(), [file], Soon.Token);
            await client.DisposeAsync();
        }

        await Soon.UntilAsync(() => CountOpen() == 1, "the test's own alone is open");
    }

    [Test]
    public async Task A_display_holds_the_descriptor_of_its_client_to_the_end_of_the_machine()
    {
        using SafeFileHandle file = File.OpenHandle(_path);
        await using (IDescriptorChannel client = await ConnectAsync())
        {
            await AskAsync(client, """{"execute": "getfd", "arguments": {"fdname": "a"}}""", file);
            Assert.That(await AskAsync(client, """{"execute": "add_client", "arguments": {"protocol": "none such", "fdname": "a"}}"""), Does.Contain("\"error\""));
            Assert.That(CountOpen(), Is.EqualTo(1), "a refused one is closed");
            await AskAsync(client, """{"execute": "getfd", "arguments": {"fdname": "b"}}""", file);
            await AskAsync(client, """{"execute": "chardev-add", "arguments": {"id": "c", "backend": {"type": "socket", "data": {"addr": {"type": "unix", "data": {"path": "/p"}}, "server": true, "wait": false}}}}""");
            Assert.That(await AskAsync(client, """{"execute": "add_client", "arguments": {"protocol": "c", "fdname": "b"}}"""), Does.Contain("\"return\": {}"));
            Assert.That(CountOpen(), Is.EqualTo(2));
            await AskAsync(client, """{"execute": "quit"}""");
        }

        await Soon.UntilAsync(() => CountOpen() == 1, "the end of the machine closes it");
    }

    private string SocketPath => _folder.File("s");

    /// <summary>How often this process, which is the server as well, has the file open.</summary>
    private int CountOpen() => new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Count(d => d.LinkTarget == _path);

    private async Task<IDescriptorChannel> ConnectAsync()
    {
        await using (await new Connector(TimeProvider.System).ConnectWhenListeningAsync(new Endpoint.Unix(SocketPath), TimeSpan.FromSeconds(5), Soon.Token))
        {
            // Served by now.
        }

        IDescriptorChannel client = await new Connector(TimeProvider.System).ConnectWithDescriptorsAsync(new Endpoint.Unix(SocketPath), TimeSpan.FromSeconds(5), Soon.Token);
        await ReadLineAsync(client);
        await AskAsync(client, """{"execute": "qmp_capabilities"}""");
        return client;
    }

    private static async Task<string> AskAsync(IDescriptorChannel client, string request, params SafeFileHandle[] descriptors)
    {
        await client.SendAsync(Encoding.UTF8.GetBytes(request), descriptors, Soon.Token);
        return await ReadLineAsync(client);
    }

    private static async Task<string> ReadLineAsync(IDescriptorChannel client)
    {
        StringBuilder line = new();
        while (line.Length == 0 || line[^1] != '\n')
        {
            ChannelRead read = await client.ReceiveAsync(TimeSpan.FromSeconds(5), Soon.Token);
            Assert.That(read.Kind, Is.EqualTo(ChannelReadKind.Bytes), line.ToString());
            line.Append(Encoding.UTF8.GetString(read.Bytes.Span));
        }

        return line.ToString();
    }
}
