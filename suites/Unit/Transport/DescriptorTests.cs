using System.Runtime.InteropServices;
using System.Text;

using Harness.Transport.Descriptors;
using Harness.Wire;

using Microsoft.Win32.SafeHandles;

namespace Harness.Unit.Transport;

[Platform("Linux")]
[NonParallelizable]
public sealed class DescriptorTests
{
    private TemporaryFolder _folder;
    private ConnectedPair _pair;

    private IDescriptorChannel Client => (IDescriptorChannel)_pair.Client;

    private IDescriptorChannel Server => (IDescriptorChannel)_pair.Server;

    [SetUp]
    public async Task Connect()
    {
        _folder = new TemporaryFolder();
        _pair = await ConnectedPair.OpenAsync(ChannelKind.Descriptors, TimeProvider.System);
    }

    [TearDown]
    public async Task Disconnect()
    {
        await _pair.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_descriptor_arrives_with_its_bytes_and_opens_the_same_file()
    {
        using SafeFileHandle file = OpenFile("content of the file");
        await Client.SendAsync("""{"execute": "getfd"}"""u8.ToArray(), [file], Soon.Token);

        Assert.That(await Server.ReceiveTextAsync(20), Is.EqualTo("""{"execute": "getfd"}"""));
        using SafeFileHandle arrived = Server.TakeDescriptors().Single();
        Assert.That(ReadAll(arrived), Is.EqualTo("content of the file"));
        Assert.That(ReadAll(file), Is.EqualTo("content of the file"), "the sender's remains the sender's");
        Assert.That(Server.TakeDescriptors(), Is.Empty, "each is handed out once");
    }

    [Test]
    public async Task Several_descriptors_keep_their_order()
    {
        SafeHandle[] files = [.. Enumerable.Range(0, 20).Select(i => OpenFile($"file {i}"))];
        await Server.SendAsync("x"u8.ToArray(), files, Soon.Token);
        await Client.ReceiveAsync();
        IReadOnlyList<SafeFileHandle> arrived = Client.TakeDescriptors();

        Assert.That(arrived.Select(ReadAll), Is.EqualTo(Enumerable.Range(0, 20).Select(i => $"file {i}")));
        Dispose([.. files, .. arrived]);
    }

    [Test]
    public async Task Received_descriptors_are_not_inherited_by_programs_that_are_started()
    {
        const int closeOnExec = 0x80000;
        using SafeFileHandle file = OpenFile("");
        await Client.SendAsync("x"u8.ToArray(), [file], Soon.Token);
        await Server.ReceiveAsync();
        using SafeFileHandle arrived = Server.TakeDescriptors().Single();

        string flags = File.ReadLines($"/proc/self/fdinfo/{arrived.DangerousGetHandle()}").First(l => l.StartsWith("flags:", StringComparison.Ordinal))[6..].Trim();
        Assert.That(Convert.ToInt32(flags, 8) & closeOnExec, Is.Not.Zero);
    }

    [Test]
    public async Task Ordinary_and_descriptor_traffic_mix_in_order()
    {
        using SafeFileHandle file = OpenFile("f");
        await Client.SendTextAsync("one ");
        await Client.SendAsync("two "u8.ToArray(), [file], Soon.Token);
        await Client.SendTextAsync("three");
        await Client.SendAsync(" four"u8.ToArray(), [], Soon.Token);

        Assert.That(await Server.ReceiveTextAsync(18), Is.EqualTo("one two three four"));
        Dispose([.. Server.TakeDescriptors()]);
    }

    [Test]
    public async Task Descriptors_wait_for_room_and_a_megabyte_follows_them()
    {
        using SafeFileHandle file = OpenFile("late");
        byte[] filler = new byte[4 * 1024 * 1024];
        byte[] tail = Encoding.ASCII.GetBytes(new string('t', 1024 * 1024));
        Task sending = Task.Run(async () =>
        {
            await Client.SendAsync(filler, Soon.Token);
            await Client.SendAsync(tail, [file], Soon.Token);
        });
        byte[] all = await Server.ReceiveBytesAsync(filler.Length + tail.Length);
        await sending;

        Assert.That(all.AsSpan(filler.Length).SequenceEqual(tail), Is.True);
        using SafeFileHandle arrived = Server.TakeDescriptors().Single();
        Assert.That(ReadAll(arrived), Is.EqualTo("late"));
    }

    [Test]
    public async Task A_full_socket_makes_descriptors_wait_until_they_are_cancelled()
    {
        using SafeFileHandle file = OpenFile("");
        using CancellationTokenSource full = new();
        Task filling = Client.SendAsync(new byte[64 * 1024 * 1024], full.Token).AsTask();
        await full.CancelAsync();
        Assert.That(async () => await filling, Throws.InstanceOf<OperationCanceledException>());

        using CancellationTokenSource cancel = new();
        Task sending = Client.SendAsync("x"u8.ToArray(), [file], cancel.Token).AsTask();
        Assert.That(sending.IsCompleted, Is.False);
        await cancel.CancelAsync();
        Assert.That(async () => await sending, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Too_many_descriptors_and_none_with_no_byte_are_refused()
    {
        using SafeFileHandle file = OpenFile("");
        SafeHandle[] many = [.. Enumerable.Repeat(file, IDescriptorChannel.MaxDescriptors)];
        await Client.SendAsync("x"u8.ToArray(), many, Soon.Token);
        await Server.ReceiveAsync();
        IReadOnlyList<SafeFileHandle> arrived = Server.TakeDescriptors();
        Assert.That(arrived, Has.Count.EqualTo(IDescriptorChannel.MaxDescriptors));
        Dispose([.. arrived]);

        Assert.That(async () => await Client.SendAsync("x"u8.ToArray(), [.. many, file], Soon.Token), Throws.ArgumentException);
        Assert.That(async () => await Client.SendAsync(default, [file], Soon.Token), Throws.ArgumentException);
    }

    [Test]
    public async Task Sending_a_descriptor_to_a_peer_that_is_gone_is_no_exception()
    {
        using SafeFileHandle file = OpenFile("");
        await Server.DisposeAsync();
        await Client.SendAsync("x"u8.ToArray(), [file], Soon.Token);
        await Client.SendAsync("x"u8.ToArray(), [file], Soon.Token);

        Assert.That((await Client.ReceiveAsync()).Kind, Is.EqualTo(ChannelReadKind.Closed));
    }

    [Test]
    public async Task No_descriptor_leaks_taken_or_not_few_or_many()
    {
        int before = OpenDescriptors();
        for (int round = 0; round < 20; round++)
        {
            await using ConnectedPair pair = await ConnectedPair.OpenAsync(ChannelKind.Descriptors, TimeProvider.System);
            IDescriptorChannel client = (IDescriptorChannel)pair.Client;
            IDescriptorChannel server = (IDescriptorChannel)pair.Server;
            using SafeFileHandle file = OpenFile("");
            SafeHandle[] hundred = [.. Enumerable.Repeat(file, 100)];
            for (int i = 0; i < 4; i++)
            {
                await client.SendAsync("x"u8.ToArray(), hundred, Soon.Token);
                await server.ReceiveAsync();
            }

            Assert.That(OpenDescriptors() - before, Is.LessThanOrEqualTo(IDescriptorChannel.MaxDescriptors + 50), "what nobody takes is bounded");
            if (round % 2 == 0)
            {
                Dispose([.. server.TakeDescriptors()]);
            }
        }

        Assert.That(OpenDescriptors(), Is.EqualTo(before).Within(5));
    }

    private SafeFileHandle OpenFile(string content)
    {
        string path = _folder.File(Path.GetRandomFileName());
        File.WriteAllText(path, content);
        return File.OpenHandle(path);
    }

    private static string ReadAll(SafeFileHandle file)
    {
        byte[] bytes = new byte[100];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }

    private static int OpenDescriptors() => Directory.GetFiles("/proc/self/fd").Length;

    private static void Dispose(params SafeHandle[] handles)
    {
        foreach (SafeHandle handle in handles)
        {
            handle.Dispose();
        }
    }
}
