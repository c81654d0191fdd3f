using System.Buffers;

using Harness.Transcripts.Messages;
using Harness.Wire;

namespace Harness.Transcripts.Recording;

/// <summary>
/// Cuts one direction of a connection into payloads: whole messages on one line, and everything else as raw bytes with what
/// stands behind it, so that garbage can be sent again as it was. Only white space between messages is dropped.
/// </summary>
internal sealed class PayloadCutter
{
    private readonly MessageReader _reader = new(JsonFlavour.Qemu, WireLimits.Default);
    private readonly ArrayBufferWriter<byte> _raw = new();
    private long _chunkStart;

    /// <summary>Place in the stream up to which bytes are cut or dropped.</summary>
    private long _accounted;

    /// <summary>What follows raw bytes belongs to them, white space too, until a message comes.</summary>
    private bool _behindRaw;

    public void Feed(ReadOnlyMemory<byte> chunk, List<Cut> cuts)
    {
        _reader.Feed(chunk);
        while (_reader.TryRead(out WireMessage message))
        {
            TakeGap(chunk, message.Offset);
            Take(message, cuts);
            _accounted = message.Offset + message.Raw.Length;
        }

        TakeGap(chunk, _chunkStart + chunk.Length - _reader.UnfinishedBytes);
        FlushRaw(cuts);
        _chunkStart += chunk.Length;
    }

    /// <summary>What is left when the direction ends.</summary>
    public void Finish(List<Cut> cuts)
    {
        if (_reader.TryFinish(out WireMessage message))
        {
            Take(message, cuts);
            FlushRaw(cuts);
        }
    }

    private void Take(in WireMessage message, List<Cut> cuts)
    {
        byte[] payload = message.Raw.ToArray();
        if (message.Kind == MessageKind.Value && MessageFacts.Read(payload) is { } facts)
        {
            FlushRaw(cuts);
            cuts.Add(new Cut(payload, facts));
            _behindRaw = false;
            return;
        }

        _raw.Write(payload);
        _behindRaw = true;
    }

    private void TakeGap(ReadOnlyMemory<byte> chunk, long upTo)
    {
        if (upTo <= _accounted)
        {
            return;
        }

        ReadOnlySpan<byte> gap = chunk.Span[(int)(_accounted - _chunkStart)..(int)(upTo - _chunkStart)];
        if (_behindRaw || gap.ContainsAnyExcept(" \t\r\n"u8))
        {
            _raw.Write(gap);
            _behindRaw = true;
        }

        _accounted = upTo;
    }

    private void FlushRaw(List<Cut> cuts)
    {
        if (_raw.WrittenCount > 0)
        {
            cuts.Add(new Cut(_raw.WrittenSpan.ToArray(), null));
            _raw.ResetWrittenCount();
        }
    }
}
