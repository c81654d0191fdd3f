using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Emulator.Output;
using Harness.Session;

namespace Harness.Emulator.Dispatch;

/// <summary>What a command answers: a value, an error, nothing, or something that comes later.</summary>
internal readonly struct Reply
{
    private readonly Kind _kind;
    private readonly Action<DataWriter>? _write;
    private readonly ReadOnlyMemory<byte> _json;

    private Reply(Kind kind, Action<DataWriter>? write = null, ReadOnlyMemory<byte> json = default, ErrorClass errorClass = default, string? text = null, PendingReply? pending = null)
    {
        _kind = kind;
        _write = write;
        _json = json;
        ErrorClass = errorClass;
        Text = text;
        Pending = pending;
    }

    private enum Kind : byte
    {
        Json,
        Value,
        Object,
        Array,
        Error,
        Nothing,
        Later,
    }

    /// <summary>Success with an empty object: what commands without a documented return value answer.</summary>
    public static Reply Empty { get; } = Json("{}"u8.ToArray());

    /// <summary>No reply at all: success of a command that the schema marks so.</summary>
    public static Reply Nothing { get; } = new(Kind.Nothing);

    public bool IsError => _kind == Kind.Error;

    public bool IsNothing => _kind == Kind.Nothing;

    public ErrorClass ErrorClass { get; }

    /// <summary>Description of the error; null for anything else.</summary>
    public string? Text { get; }

    /// <summary>The promise, for a reply that comes later.</summary>
    public PendingReply? Pending { get; }

    /// <summary>Success with ready JSON.</summary>
    public static Reply Json(ReadOnlyMemory<byte> json) => new(Kind.Json, json: json);

    public static Reply Json(string json) => Json(Encoding.UTF8.GetBytes(json));

    /// <summary>Success with one value, which <paramref name="write"/> writes when the reply is sent.</summary>
    public static Reply Value(Action<DataWriter> write) => new(Kind.Value, write);

    /// <summary>Success with an object; <paramref name="members"/> writes its members when the reply is sent.</summary>
    public static Reply Object(Action<DataWriter> members) => new(Kind.Object, members);

    /// <summary>Success with an array; <paramref name="items"/> writes its items when the reply is sent.</summary>
    public static Reply Array(Action<DataWriter> items) => new(Kind.Array, items);

    public static Reply Error(ErrorClass errorClass, string text) => new(Kind.Error, errorClass: errorClass, text: text);

    public static Reply Error(string text) => Error(ErrorClass.GenericError, text);

    /// <summary>The reply comes when <paramref name="pending"/> is completed; in-band requests of the same connection wait for it.</summary>
    public static Reply Later(PendingReply pending) => new(Kind.Later, pending: pending);

    /// <summary>Writes the reply's line. Needs a reply that is neither later nor nothing.</summary>
    /// <param name="scratch">Holds the result on the way.</param>
    public void WriteLine(IBufferWriter<byte> output, DataWriter scratch, JsonElement id)
    {
        if (IsError)
        {
            ReplyWriter.WriteError(output, ErrorClass.WireName(), Text!, id);
        }
        else
        {
            ReplyWriter.WriteSuccess(output, Result(scratch), id);
        }
    }

    /// <summary>JSON of a success reply's result; valid until the next use of <paramref name="scratch"/>.</summary>
    public ReadOnlySpan<byte> Result(DataWriter scratch)
    {
        if (_kind == Kind.Json)
        {
            return _json.Span;
        }

        scratch.Reset();
        switch (_kind)
        {
            case Kind.Value:
                _write!(scratch);
                break;
            case Kind.Object:
                scratch.BeginObject();
                _write!(scratch);
                scratch.EndObject();
                break;
            case Kind.Array:
                scratch.BeginArray();
                _write!(scratch);
                scratch.EndArray();
                break;
            default:
                throw new UnreachableException($"{_kind} has no result");
        }

        return scratch.Complete();
    }
}
