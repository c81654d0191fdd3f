using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Harness.Transcripts.Format;

/// <summary>
/// Appends a transcript to a stream, design "Transcripts": each record is one write of a whole line, so that whatever kills
/// the process loses at most the record under way. One writer a file; calls come one at a time.
/// </summary>
public sealed class TranscriptWriter : IDisposable
{
    /// <summary>Records between two <c>sum</c> lines.</summary>
    private const int SumEvery = 1000;

    private readonly Stream _output;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private long _summedUpTo;
    private bool _ended;

    /// <param name="output">Owned from here on. Written without a buffer of its own.</param>
    public TranscriptWriter(Stream output, TranscriptHeader header)
    {
        _output = output;
        _line.Write(header.ToLine());
        Flush();
    }

    /// <summary>Number of the last record; 0 before the first.</summary>
    public long Count { get; private set; }

    /// <summary>Appends a record and returns its number; the given number is ignored.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public long Append(in TranscriptRecord record)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        Count++;
        Number("{\"n\":"u8, Count);
        Number(",\"t\":"u8, record.Nanoseconds);
        Number(",\"c\":"u8, record.Connection);
        _line.Write(",\"k\":\""u8);
        Encoding.ASCII.GetBytes(record.Kind.Word(), _line);
        _line.Write("\""u8);
        if (record.InReplyTo > 0)
        {
            Number(",\"re\":"u8, record.InReplyTo);
        }

        Payload(record);
        if (!record.Descriptors.IsEmpty)
        {
            _line.Write(",\"fd\":"u8);
            _line.Write(record.Descriptors.Span);
        }

        if (record.Note is not null)
        {
            _line.Write(",\"note\":"u8);
            _line.Write(JsonSerializer.SerializeToUtf8Bytes(record.Note, TranscriptJson.Default.String));
        }

        _line.Write("}"u8);
        Flush();
        if (Count - _summedUpTo >= SumEvery)
        {
            Sum();
        }

        return Count;
    }

    /// <summary>Ends the file: last sum, end line, closed stream. A file without this is readable and counts as not clean.</summary>
    public void End(bool clean)
    {
        if (!_ended)
        {
            Sum();
            Number("{\"k\":\"end\",\"n\":"u8, Count);
            _line.Write(clean ? ",\"clean\":true}"u8 : ",\"clean\":false}"u8);
            Flush();
        }

        Dispose();
    }

    public void Dispose()
    {
        _ended = true;
        _output.Dispose();
        _hash.Dispose();
    }

    private void Payload(in TranscriptRecord record)
    {
        if (record.Payload.IsEmpty)
        {
            return;
        }

        if (record.IsMessage)
        {
            _line.Write(",\"m\":"u8);
            _line.Write(record.Payload.Span);
            return;
        }

        _line.Write(",\"raw\":\""u8);
        Span<byte> text = _line.GetSpan(Base64.GetMaxEncodedToUtf8Length(record.Payload.Length));
        Base64.EncodeToUtf8(record.Payload.Span, text, out _, out int written);
        _line.Advance(written);
        _line.Write("\""u8);
    }

    /// <summary>A sum over all bytes above it.</summary>
    private void Sum()
    {
        _summedUpTo = Count;
        string sum = Convert.ToHexStringLower(_hash.GetCurrentHash());
        Number("{\"k\":\"sum\",\"upto\":"u8, Count);
        _line.Write(",\"sha256\":\""u8);
        Encoding.ASCII.GetBytes(sum, _line);
        _line.Write("\"}"u8);
        Flush();
    }

    private void Number(ReadOnlySpan<byte> before, long value)
    {
        _line.Write(before);
        Utf8Formatter.TryFormat(value, _line.GetSpan(20), out int written);
        _line.Advance(written);
    }

    private void Flush()
    {
        _line.Write("\n"u8);
        _hash.AppendData(_line.WrittenSpan);
        _output.Write(_line.WrittenSpan);
        _output.Flush();
        _line.ResetWrittenCount();
    }
}
