using System.IO.Pipes;

using Harness.Transport.Channels;
using Harness.Transport.Listening;
using Harness.Wire;

using Microsoft.Win32.SafeHandles;

namespace Harness.Unit.Transport;

/// <summary>Descriptors of the test's own stand for the process's standard ones, which the test runner uses.</summary>
public sealed class StandardStreamsTests
{
    [Test]
    public async Task Piped_streams_carry_a_session_and_other_output_of_the_process_goes_nowhere()
    {
        using AnonymousPipeServerStream toUs = new(PipeDirection.Out);
        using AnonymousPipeServerStream fromUs = new(PipeDirection.In);
        int output = (int)fromUs.ClientSafePipeHandle.DangerousGetHandle();
        StandardStreams streams = StandardStreams.TakeOver((int)toUs.ClientSafePipeHandle.DangerousGetHandle(), output);
        await using StreamChannel peer = new(fromUs, toUs, TimeProvider.System);
        await using StdioListener listener = new(streams, TimeProvider.System);
        await using IByteChannel channel = await listener.AcceptAsync(Soon.Token).FirstAsync();

        await peer.SendTextAsync("ask");
        Assert.That(await channel.ReceiveTextAsync(3), Is.EqualTo("ask"));
        using (FileStream stray = new(new SafeFileHandle(output, ownsHandle: false), FileAccess.Write))
        {
            stray.Write("printed by somebody"u8);
        }

        await channel.SendTextAsync("answer");
        Assert.That(await peer.ReceiveTextAsync(6), Is.EqualTo("answer"));
        await channel.EndOutputAsync(Soon.Token);
        Assert.That(await peer.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed), "no copy of the output is left open");
    }

    [Test]
    public async Task Standard_streams_are_one_connection()
    {
        using AnonymousPipeServerStream toUs = new(PipeDirection.Out);
        using AnonymousPipeServerStream fromUs = new(PipeDirection.In);
        StandardStreams streams = StandardStreams.TakeOver(
            (int)toUs.ClientSafePipeHandle.DangerousGetHandle(), (int)fromUs.ClientSafePipeHandle.DangerousGetHandle());
        await using StdioListener listener = new(streams, TimeProvider.System);
        int accepted = 0;
        await foreach (IByteChannel channel in listener.AcceptAsync(Soon.Token))
        {
            await channel.DisposeAsync();
            accepted++;
        }

        await foreach (IByteChannel unexpected in listener.AcceptAsync(Soon.Token))
        {
            accepted++;
        }

        Assert.That(accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task Files_serve_as_well_as_pipes()
    {
        using TemporaryFolder folder = new();
        await File.WriteAllTextAsync(folder.File("in"), "{\"execute\": \"quit\"}");
        using (SafeFileHandle input = File.OpenHandle(folder.File("in")))
        using (SafeFileHandle output = File.OpenHandle(folder.File("out"), FileMode.CreateNew, FileAccess.Write))
        {
            StandardStreams streams = StandardStreams.TakeOver((int)input.DangerousGetHandle(), (int)output.DangerousGetHandle());
            await using StreamChannel channel = new(streams.Input, streams.Output, TimeProvider.System);

            Assert.That(await channel.ReceiveTextAsync(19), Is.EqualTo("{\"execute\": \"quit\"}"));
            Assert.That(await channel.ReceiveAsync(), Is.EqualTo(ChannelRead.Closed));
            await channel.SendTextAsync("{\"return\": {}}");
        }

        Assert.That(await File.ReadAllTextAsync(folder.File("out")), Is.EqualTo("{\"return\": {}}"));
    }
}
