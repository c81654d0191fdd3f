using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Harness.Emulator;

namespace Harness.Unit.Emulator;

/// <summary>
/// Plays the client's lines of a transcript and writes the transcript that results, so that a test is the transcript it
/// expects. <c>-></c> sends text, <c>->raw</c> text with C escapes, <c><-</c> is what came; a number before them names
/// another connection than 1. <c>-- connect</c>, <c>-- advance 1s</c>, <c>-- end output</c>, <c>-- disconnect</c>, <c>-- suspend</c>.
/// What a parser says about bytes that are no JSON is its own: REASON stands for it.
/// </summary>
internal sealed class Conversation(Harness.Emulator.Emulator emulator)
{
    private static readonly Regex Command = new(@"^(\d*)(->raw|->|--) ?(.*)$");

    private static readonly Regex Reason = new(@"(?<=JSON parse error, )(?:\\.|[^""\\])*");

    private readonly SortedDictionary<int, EmulatorConnection> _connections = [];
    private readonly HashSet<int> _closed = [];
    private readonly StringBuilder _result = new();

    public static string Play(Harness.Emulator.Emulator emulator, string script)
    {
        Conversation conversation = new(emulator);
        foreach (string line in script.ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0))
        {
            Match match = Command.Match(line);
            if (match.Success)
            {
                conversation.Do(match.Groups[1].Value is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : 1, match.Groups[2].Value, match.Groups[3].Value);
            }
        }

        return conversation._result.ToString().TrimEnd('\n');
    }

    /// <summary>The connection of that number, opened when it is new.</summary>
    private EmulatorConnection Connection(int number)
    {
        if (!_connections.TryGetValue(number, out EmulatorConnection? connection))
        {
            _connections[number] = connection = emulator.Connect();
        }

        return connection;
    }

    private void Do(int number, string mark, string text)
    {
        Print(number, mark, text);
        EmulatorConnection connection = Connection(number);
        switch (mark, text)
        {
            case ("->", _):
                connection.Receive(Encoding.UTF8.GetBytes(text));
                break;
            case ("->raw", _):
                connection.Receive(Encoding.Latin1.GetBytes(Regex.Unescape(text)));
                break;
            case (_, "end output"):
                connection.EndInput();
                break;
            case (_, "disconnect"):
                connection.Dispose();
                break;
            case (_, "suspend"):
                emulator.Act(machine => machine.RunState.Enter(Harness.Emulator.State.RunStatus.Suspended));
                break;
            case (_, "connect"):
                break;
            case (_, ['a', 'd', 'v', 'a', 'n', 'c', 'e', ' ', .. string seconds, 's']):
                emulator.Advance(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                break;
            default:
                throw new ArgumentException($"no such line: {mark} {text}");
        }

        PrintOutput();
    }

    private void PrintOutput()
    {
        foreach ((int number, EmulatorConnection connection) in _connections)
        {
            for (ReadOnlyMemory<byte> bytes = connection.TakeOutput(); !bytes.IsEmpty; bytes = connection.TakeOutput())
            {
                string text = Encoding.UTF8.GetString(bytes.Span);
                string[] lines = text.Split("\r\n");
                foreach (string line in lines[..^1])
                {
                    Print(number, "<-", Reason.Replace(line, "REASON"));
                }

                if (lines[^1].Length > 0)
                {
                    Print(number, "<-unended", lines[^1]);
                }
            }

            if (connection.IsClosed && _closed.Add(number))
            {
                Print(number, "<-", "closed");
            }
        }
    }

    private void Print(int number, string mark, string text) =>
        _result.Append(number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture)).Append(mark).Append(' ').Append(text).Append('\n');
}
