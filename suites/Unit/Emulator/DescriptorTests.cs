using System.Text;

using Harness.Emulator;
using Harness.Emulator.State;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Unit.Transport;

namespace Harness.Unit.Emulator;

/// <summary>File descriptors that come with bytes: whose they are, and when they are closed.</summary>
public sealed class DescriptorTests
{
    private const string Open = """{"execute": "qmp_capabilities"}""";

    private static readonly QmpSchema Schema = SchemaSources.Load(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Schema!;

    [Test]
    public void A_passed_descriptor_is_named_and_closed_by_its_name()
    {
        List<long> closed = [];
        using EmulatorConnection connection = Connect();
        Pass(connection, 7, closed);

        Assert.That(Ask(connection, """{"execute": "getfd", "arguments": {"fdname": "a"}}"""), Does.Contain("\"return\": {}"));
        Assert.That(Ask(connection, """{"execute": "getfd", "arguments": {"fdname": "b"}}"""), Does.Contain("SCM_RIGHTS"), "one descriptor serves one command");
        Assert.That(closed, Is.Empty);
        Assert.That(Ask(connection, """{"execute": "closefd", "arguments": {"fdname": "a"}}"""), Does.Contain("\"return\": {}"));
        Assert.That(closed, Is.EqualTo(new[] { 7L }));
    }

    [Test]
    public void A_name_that_is_given_again_closes_the_first_descriptor()
    {
        List<long> closed = [];
        using EmulatorConnection connection = Connect();
        foreach (long number in new[] { 7L, 8L })
        {
            Pass(connection, number, closed);
            Ask(connection, """{"execute": "getfd", "arguments": {"fdname": "a"}}""");
        }

        Assert.That(closed, Is.EqualTo(new[] { 7L }));
    }

    [TestCase("""{"execute": "getfd", "arguments": {"fdname": "1a"}}""")]
    [TestCase("""{"execute": "add-fd", "arguments": {"fdset-id": -1}}""")]
    public void A_refused_descriptor_is_closed(string request)
    {
        List<long> closed = [];
        using EmulatorConnection connection = Connect();
        Pass(connection, 7, closed);

        Assert.That(Ask(connection, request), Does.Contain("\"error\""));
        Assert.That(closed, Is.EqualTo(new[] { 7L }));
    }

    [Test]
    public void A_name_belongs_to_its_connection_and_goes_with_it_and_a_set_stays()
    {
        List<long> closed = [];
        Harness.Emulator.Emulator emulator = new(Schema, new EmulatorOptions());
        using EmulatorConnection other = Connect(emulator);
        using (EmulatorConnection connection = Connect(emulator))
        {
            Pass(connection, 7, closed);
            Ask(connection, """{"execute": "getfd", "arguments": {"fdname": "a"}}""");
            Pass(connection, 8, closed);
            Assert.That(Ask(connection, """{"execute": "add-fd"}"""), Does.Contain("\"fdset-id\": 0, \"fd\": 8"));
            Pass(connection, 9, closed);
            Assert.That(Ask(connection, """{"execute": "add-fd", "arguments": {"opaque": "mine"}}"""), Does.Contain("\"fdset-id\": 1, \"fd\": 9"));
            Assert.That(Ask(other, """{"execute": "closefd", "arguments": {"fdname": "a"}}"""), Does.Contain("'a' not found"));
        }

        Assert.That(closed, Is.EqualTo(new[] { 7L }));
        Assert.That(Ask(other, """{"execute": "query-fdsets"}"""), Does.Contain("[{\"fdset-id\": 1, \"fds\": [{\"fd\": 9, \"opaque\": \"mine\"}]}, {\"fdset-id\": 0, \"fds\": [{\"fd\": 8}]}]"));
        Ask(other, """{"execute": "remove-fd", "arguments": {"fdset-id": 1}}""");
        Assert.That(closed, Is.EqualTo(new[] { 7L, 9L }));
    }

    [TestCase("""{"execute": "query-name"}""", true)]
    [TestCase("""{"execute": "stop"}""", false)]
    public void Sets_end_with_the_last_connection_where_the_machine_runs(string request, bool ends)
    {
        List<long> closed = [];
        Harness.Emulator.Emulator emulator = new(Schema, new EmulatorOptions());
        using (EmulatorConnection connection = Connect(emulator))
        {
            Pass(connection, 7, closed);
            Ask(connection, """{"execute": "add-fd"}""");
            Ask(connection, request);
        }

        using EmulatorConnection later = Connect(emulator);
        Assert.That(closed, ends ? Is.EqualTo(new[] { 7L }) : Is.Empty);
        Assert.That(Ask(later, """{"execute": "query-fdsets"}"""), ends ? Does.Contain("[]") : Does.Contain("\"fd\": 7"));
    }

    [Test]
    public async Task A_client_in_the_process_sends_descriptors_with_the_least_free_numbers()
    {
        Harness.Emulator.Emulator emulator = new(Schema, new EmulatorOptions());
        await using EmulatorChannel channel = new(emulator.Connect());
        await channel.SendTextAsync(Open);
        List<string> replies = [];
        await channel.ReceiveAsync();
        foreach (string request in (string[])["""{"execute": "add-fd"}""", """{"execute": "add-fd"}""", """{"execute": "remove-fd", "arguments": {"fdset-id": 0}}""", """{"execute": "add-fd"}"""])
        {
            await channel.ReceiveAsync();
            await (request.Contains("remove", StringComparison.Ordinal) ? channel.SendTextAsync(request) : channel.SendWithDescriptorAsync(Encoding.UTF8.GetBytes(request), Soon.Token));
            replies.Add(Encoding.UTF8.GetString((await channel.ReceiveAsync()).Bytes.Span));
        }

        Assert.That(replies.Select(r => r.TrimEnd()), Is.EqualTo((string[])["""{"return": {"fdset-id": 0, "fd": 3}}""", """{"return": {"fdset-id": 1, "fd": 4}}""", """{"return": {}}""", """{"return": {"fdset-id": 0, "fd": 3}}"""]));
    }

    private static EmulatorConnection Connect(Harness.Emulator.Emulator? emulator = null)
    {
        EmulatorConnection connection = (emulator ?? new Harness.Emulator.Emulator(Schema, new EmulatorOptions())).Connect();
        Ask(connection, Open);
        return connection;
    }

    private static void Pass(EmulatorConnection connection, long number, List<long> closed) => connection.Pass([new HostDescriptor(number, () => closed.Add(number))]);

    private static string Ask(EmulatorConnection connection, string request)
    {
        connection.Receive(System.Text.Encoding.UTF8.GetBytes(request));
        return System.Text.Encoding.UTF8.GetString(connection.TakeOutput().Span);
    }
}
