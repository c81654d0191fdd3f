using Harness.Transport;

namespace Harness.Unit.Transport;

public sealed class EndpointTests
{
    [TestCase("unix:/run/qmp.sock", ExpectedResult = "Unix { Path = /run/qmp.sock }")]
    [TestCase("unix:relative", ExpectedResult = "Unix { Path = relative }")]
    [TestCase("unix:with,comma and blank", ExpectedResult = "Unix { Path = with,comma and blank }")]
    [TestCase("tcp:localhost:4444", ExpectedResult = "Tcp { Host = localhost, Port = 4444 }")]
    [TestCase("tcp:127.0.0.1:1", ExpectedResult = "Tcp { Host = 127.0.0.1, Port = 1 }")]
    [TestCase("tcp:a.b-c.example:65535", ExpectedResult = "Tcp { Host = a.b-c.example, Port = 65535 }")]
    [TestCase("tcp:[::1]:4444", ExpectedResult = "Tcp { Host = ::1, Port = 4444 }")]
    public string An_endpoint_is_read_and_written_as_typed(string typed)
    {
        Endpoint? endpoint = Endpoint.Parse(typed, EndpointRole.Connect, out string? why);

        Assert.That(why, Is.Null);
        Assert.That(endpoint!.ToString(), Is.EqualTo(typed));
        return endpoint switch
        {
            Endpoint.Unix u => $"Unix {{ Path = {u.Path} }}",
            Endpoint.Tcp t => $"Tcp {{ Host = {t.Host}, Port = {t.Port} }}",
            _ => "",
        };
    }

    [TestCase("stdio")]
    [TestCase("tcp:127.0.0.1:0")]
    public void Some_can_only_be_listened_on(string typed)
    {
        Assert.That(Endpoint.Parse(typed, EndpointRole.Listen, out _)?.ToString(), Is.EqualTo(typed));
        Assert.That(Endpoint.Parse(typed, EndpointRole.Connect, out string? why), Is.Null);
        Assert.That(why, Is.Not.Empty);
    }

    [TestCase("", "'' is no endpoint; write unix:PATH or tcp:HOST:PORT")]
    [TestCase("/run/qmp.sock", "'/run/qmp.sock' is no endpoint; write unix:PATH or tcp:HOST:PORT")]
    [TestCase("UNIX:/x", "'UNIX:/x' is no endpoint; write unix:PATH or tcp:HOST:PORT")]
    [TestCase("stdio", "stdio can only be listened on; to talk to a program's standard input and output, start it with exec:COMMAND")]
    [TestCase("unix:", "the path is missing; write unix:PATH")]
    [TestCase("unix:a\0b", "the path has a NUL character")]
    [TestCase("unix:/tmp/q,server=on,wait=off", "',server=on,wait=off' belongs to QEMU's command line; write unix:/tmp/q")]
    [TestCase("unix:/tmp/q,nowait", "',nowait' belongs to QEMU's command line; write unix:/tmp/q")]
    [TestCase("tcp:", "the port is missing in 'tcp:'; write tcp:HOST:PORT")]
    [TestCase("tcp:localhost", "the port is missing in 'tcp:localhost'; write tcp:HOST:PORT")]
    [TestCase("tcp:[::1]", "the port is missing in 'tcp:[::1]'; write tcp:HOST:PORT")]
    [TestCase("tcp::4444", "the host is missing; write tcp:127.0.0.1:4444")]
    [TestCase("tcp:::1:4444", "an IPv6 address stands in brackets; write tcp:[::1]:4444")]
    [TestCase("tcp:[127.0.0.1]:4444", "'[127.0.0.1]' is no IPv6 address")]
    [TestCase("tcp:[::zz]:4444", "'[::zz]' is no IPv6 address")]
    [TestCase("tcp:a b:4444", "'a b' is no host name or address")]
    [TestCase("tcp:h:", "'' is no port; write a number from 1 to 65535")]
    [TestCase("tcp:h:0", "'0' is no port; write a number from 1 to 65535")]
    [TestCase("tcp:h:65536", "'65536' is no port; write a number from 1 to 65535")]
    [TestCase("tcp:h:+1", "'+1' is no port; write a number from 1 to 65535")]
    [TestCase("tcp:h:12x", "'12x' is no port; write a number from 1 to 65535")]
    public void What_is_no_endpoint_is_refused_with_what_to_write(string typed, string why)
    {
        Assert.That(Endpoint.Parse(typed, EndpointRole.Connect, out string? told), Is.Null);
        Assert.That(told, Is.EqualTo(why));
    }

    [TestCase("x", 107, true)]
    [TestCase("x", 108, false)]
    [TestCase("é", 53, true)]
    [TestCase("é", 54, false)]
    public void A_path_is_bounded_in_bytes(string character, int times, bool fits) => Assert.That(
        Endpoint.Parse("unix:" + string.Concat(Enumerable.Repeat(character, times)), EndpointRole.Connect, out _), fits ? Is.Not.Null : Is.Null);
}
