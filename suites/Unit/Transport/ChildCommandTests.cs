using Harness.Transport.Processes;

namespace Harness.Unit.Transport;

public sealed class ChildCommandTests
{
    [TestCase("a", "a")]
    [TestCase("  a \t b\nc ", "a|b|c")]
    [TestCase("a 'b c' d", "a|b c|d")]
    [TestCase("a 'b\\c'", "a|b\\c")]
    [TestCase("a '$x `y` | & ;'", "a|$x `y` | & ;")]
    [TestCase("a \"b c\"", "a|b c")]
    [TestCase("a \"b\\\"c\\\\d\\$e\\`f\"", "a|b\"c\\d$e`f")]
    [TestCase("a \"b\\c\"", "a|b\\c")]
    [TestCase("a \"b'c\" 'd\"e'", "a|b'c|d\"e")]
    [TestCase("a b\\ c \\'", "a|b c|'")]
    [TestCase("a b'c'\"d\"e", "a|bcde")]
    [TestCase("a '' \"\"", "a||")]
    [TestCase("a b\\\nc \"d\\\ne\"", "a|bc|de")]
    [TestCase("a price$ $", "a|price$|$")]
    [TestCase("a \\$HOME \\| \\;", "a|$HOME|||;")]
    [TestCase("a * ? ~ # {x} =", "a|*|?|~|#|{x}|=")]
    [TestCase("qemu -drive 'file=a b.img,if=none' -S", "qemu|-drive|file=a b.img,if=none|-S")]
    public void A_command_line_is_split_as_a_posix_shell_quotes(string line, string words)
    {
        ChildCommand? command = ChildCommand.Parse(line, out string? why);

        Assert.That(why, Is.Null);
        Assert.That(string.Join('|', command!.Words), Is.EqualTo(words));
    }

    [TestCase("", "the command is missing")]
    [TestCase("  ", "the command is missing")]
    [TestCase("''", "the command is missing")]
    [TestCase("a 'b", "the quote ' at character 3 is not closed")]
    [TestCase("a \"b", "the quote \" at character 3 is not closed")]
    [TestCase("a \"b\\", "the quote \" at character 3 is not closed")]
    [TestCase("a \\", "the command ends with a backslash")]
    [TestCase("a | b", "'|' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'")]
    [TestCase("a >b", "'>' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'")]
    [TestCase("a & b", "'&' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'")]
    [TestCase("a $HOME", "'$' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'")]
    [TestCase("a \"${HOME}\"", "'$' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'")]
    [TestCase("a `b`", "'`' is for a shell, and none is run; put it in single quotes if it is meant as it stands, or start sh -c '…'")]
    [TestCase("a \0", "the command has a NUL character")]
    [TestCase("a {socket2}", "there is a place for socket 2 but no {socket}; number them from {socket}, {socket2} on")]
    [TestCase("a {socket} {socket3}", "there is a place for socket 3 but no {socket2}; number them from {socket}, {socket2} on")]
    public void What_cannot_be_started_is_refused_with_what_to_do(string line, string why)
    {
        Assert.That(ChildCommand.Parse(line, out string? told), Is.Null);
        Assert.That(told, Is.EqualTo(why));
    }

    [TestCase("a b", 0)]
    [TestCase("a {sock} {socketx} {socket0} {socket 1}", 0)]
    [TestCase("a unix:{socket},server", 1)]
    [TestCase("a {socket} {socket}", 1)]
    [TestCase("a {socket1}", 1)]
    [TestCase("a x{socket2}y{socket}z", 2)]
    public void Sockets_are_counted_by_their_places(string line, int sockets) =>
        Assert.That(ChildCommand.Parse(line, out _)!.Sockets, Is.EqualTo(sockets));

    [Test]
    public void Paths_take_the_places() => Assert.That(
        ChildCommand.Parse("q -a unix:{socket2},x -b {socket} {socket2}", out _)!.Fill(["/1", "/2"]),
        Is.EqualTo(new[] { "q", "-a", "unix:/2,x", "-b", "/1", "/2" }));
}
