using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

using Harness.Session;
using Harness.Wire;

namespace Harness.Emulator.Mutants;

/// <summary>Wrong bytes on the way out, and wrong ears on the way in.</summary>
internal static class FramingMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("extra-bytes", "sends bytes after its replies that belong to no message", () => new Spelt(line => line + "ok\r\n")),
        new("truncated-reply", "sends replies without their closing brace", () => new Spelt(line => line[..^3] + "\r\n")),
        new("lf-only", "ends its messages with a line feed alone", () => new Spelt(line => line.Replace("\r\n", "\n", StringComparison.Ordinal), everyLine: true)),
        new("no-line-end", "ends its messages with their closing brace", () => new Spelt(line => line[..^2], everyLine: true)),
        new("pretty-printed", "spreads a reply over several lines", () => new Spelt(line => line.Replace(", ", ",\r\n    ", StringComparison.Ordinal))),
        new("single-quoted-output", "sends strings in single quotes", () => new Spelt(line => line.Replace('"', '\''))),
        new("non-ascii-output", "sends characters above 0x7E as they are", () => new Spelt(Unescaped)),
        new("strict-quotes", "does not understand single-quoted strings", () => new StrictQuotes()),
        new("needs-newline", "looks at a message only when a line feed follows", () => new NeedsNewline()),
        new("forgets-partial-message", "forgets the beginning of a message when its end comes in another read", () => new ForgetsPartialMessage()),
        new("hangs-on-split", "answers nothing more once a message came in two reads", () => new HangsOnSplit()),
        new("one-message-a-read", "looks at the first message of a read and drops the others", () => new OneMessageARead()),
        new("closes-on-garbage", "closes the connection when it gets what is no JSON", () => new ClosesOnGarbage()),
        new("silent-on-garbage", "does not answer what is no JSON", () => new SilentOnGarbage()),
        new("deaf-after-garbage", "drops the message that follows what is no JSON", () => new DeafAfterGarbage()),
        new("off-by-one-nesting-limit", "takes one level of nesting less than 1024", () => new OffByOneNestingLimit()),
    ];

    private static string Unescaped(string line) =>
        Regex.Replace(line, @"\\u([0-9A-F]{4})", escape => ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString());

    /// <summary>Sends other text in place of a line.</summary>
    private sealed class Spelt(Func<string, string> change, bool everyLine = false) : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            bool changes = everyLine || kind == LineKind.Reply;
            base.Send(monitor, kind, changes ? Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(line))) : line);
        }
    }

    private sealed class StrictQuotes : Conduct
    {
        public override JsonFlavour Flavour => JsonFlavour.Strict;
    }

    private sealed class NeedsNewline : Conduct
    {
        private readonly Dictionary<MonitorSession, List<byte>> _kept = [];

        public override ReadOnlyMemory<byte> Receive(MonitorSession monitor, ReadOnlyMemory<byte> bytes)
        {
            List<byte> kept = _kept.TryGetValue(monitor, out List<byte>? known) ? known : _kept[monitor] = [];
            kept.AddRange(bytes.Span);
            int end = kept.LastIndexOf((byte)'\n') + 1;
            byte[] lines = [.. kept.Take(end)];
            kept.RemoveRange(0, end);
            return lines;
        }
    }

    private sealed class ForgetsPartialMessage : Conduct
    {
        public override void EndOfBytes(MonitorSession monitor, MessageReader reader)
        {
            if (reader.IsInsideMessage)
            {
                reader.Reset();
            }
        }
    }

    private sealed class HangsOnSplit : Conduct
    {
        private readonly HashSet<MonitorSession> _hung = [];

        public override ReadOnlyMemory<byte> Receive(MonitorSession monitor, ReadOnlyMemory<byte> bytes) => _hung.Contains(monitor) ? default : bytes;

        public override void EndOfBytes(MonitorSession monitor, MessageReader reader)
        {
            if (reader.IsInsideMessage)
            {
                _hung.Add(monitor);
            }
        }
    }

    private sealed class OneMessageARead : Conduct
    {
        private bool _looked;

        public override ReadOnlyMemory<byte> Receive(MonitorSession monitor, ReadOnlyMemory<byte> bytes)
        {
            _looked = false;
            return bytes;
        }

        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            bool first = !_looked;
            _looked = true;
            return first ? base.Step(session, message) : null;
        }
    }

    private sealed class ClosesOnGarbage : Conduct
    {
        public override ServerAction? StepGarbage(MonitorSession monitor, string why)
        {
            monitor.End();
            return null;
        }
    }

    private sealed class SilentOnGarbage : Conduct
    {
        public override ServerAction? StepGarbage(MonitorSession monitor, string why) => null;
    }

    private sealed class DeafAfterGarbage : Conduct
    {
        private bool _deaf;

        public override ServerAction? StepGarbage(MonitorSession monitor, string why)
        {
            _deaf = true;
            return base.StepGarbage(monitor, why);
        }

        public override ServerAction? Step(ServerSession session, JsonElement message)
        {
            bool deaf = _deaf;
            _deaf = false;
            return deaf ? null : base.Step(session, message);
        }
    }

    private sealed class OffByOneNestingLimit : Conduct
    {
        public override WireLimits Limits => WireLimits.Default with { MaxNesting = WireLimits.Default.MaxNesting - 1 };
    }
}
