using System.Buffers;
using System.Text;
using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Wrong replies: their class, their members, their number and their order.</summary>
internal static class ReplyMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("wrong-error-class", "answers every error with the class GenericError", () => new WrongErrorClass()),
        new("error-with-return", "sends error replies that have a return member as well", () => new Rewritten(error: ("\"error\": ", "\"return\": {}, \"error\": "))),
        new("error-without-class", "leaves the class out of its errors", () => new Rewritten(error: ("\"class\": ", "\"kind\": "))),
        new("error-without-desc", "leaves the description out of its errors", () => new Rewritten(error: (", \"desc\": ", ", \"text\": "))),
        new("error-as-success", "answers errors as if they were successes", () => new Rewritten(error: ("\"error\": ", "\"return\": "))),
        new("success-without-return", "answers success without a return member", () => new Rewritten(success: ("{\"return\"", "{\"result\""))),
        new("empty-return-null", "answers null where an empty object is due", () => new Rewritten(success: ("{\"return\": {}", "{\"return\": null"))),
        new("wrong-return-type", "answers every command with false", () => new WrongReturnType()),
        new("two-replies", "sends each reply twice", () => new TwoReplies()),
        new("reply-out-of-order", "answers pipelined requests last first", () => new OutOfOrder()),
        new("silent-refusal", "does not answer commands that it refuses for their arguments", () => new SilentRefusal()),
    ];

    private sealed class WrongErrorClass : Conduct
    {
        public override void WriteReply(IBufferWriter<byte> output, in Reply reply, DataWriter scratch, JsonElement id) =>
            base.WriteReply(output, reply.IsError ? Reply.Error(ErrorClass.GenericError, reply.Text!) : reply, scratch, id);
    }

    /// <summary>Replaces text in the lines of replies.</summary>
    private sealed class Rewritten((string From, string To)? error = null, (string From, string To)? success = null) : Conduct
    {
        public override void WriteReply(IBufferWriter<byte> output, in Reply reply, DataWriter scratch, JsonElement id)
        {
            if ((reply.IsError ? error : success) is not { } change)
            {
                base.WriteReply(output, reply, scratch, id);
                return;
            }

            ArrayBufferWriter<byte> line = new();
            base.WriteReply(line, reply, scratch, id);
            output.Write(Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(line.WrittenSpan).Replace(change.From, change.To, StringComparison.Ordinal)));
        }
    }

    private sealed class WrongReturnType : Conduct
    {
        public override Reply Execute(in Invocation call) => call.Command.Name == "qmp_capabilities" ? base.Execute(call) : Reply.Json("false");
    }

    private sealed class TwoReplies : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            base.Send(monitor, kind, line);
            if (kind == LineKind.Reply)
            {
                base.Send(monitor, kind, line);
            }
        }
    }

    private sealed class OutOfOrder : Conduct
    {
        private readonly Stack<byte[]> _late = new();
        private MonitorSession? _receiving;

        public override ReadOnlyMemory<byte> Receive(MonitorSession monitor, ReadOnlyMemory<byte> bytes)
        {
            _receiving = monitor;
            return bytes;
        }

        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            if (kind == LineKind.Reply && monitor == _receiving)
            {
                _late.Push(line.ToArray());
            }
            else
            {
                base.Send(monitor, kind, line);
            }
        }

        public override void EndOfBytes(MonitorSession monitor, Wire.MessageReader reader)
        {
            _receiving = null;
            while (_late.TryPop(out byte[]? line))
            {
                Send(monitor, LineKind.Reply, line);
            }
        }
    }

    private sealed class SilentRefusal : Conduct
    {
        public override Reply Refuse(in Invocation call, in Schema.Validation.Violation violation) => Reply.Nothing;
    }
}
