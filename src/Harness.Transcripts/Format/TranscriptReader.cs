using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Harness.Transcripts.Format;

/// <summary>
/// Reads a transcript as a stream: memory does not grow with the file. A file whose writer was killed is read up to the last
/// whole record; a file whose bytes were changed is refused from there on, with place and reason.
/// </summary>
public sealed class TranscriptReader : IDisposable
{
    /// <summary>A message of the wire's limit, base64, and its frame.</summary>
    private const int MaxLine = 128 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 1040, AllowDuplicateProperties = false };

    private readonly Stream _input;
    private readonly LineReader _lines;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;
    private bool _ended;

    private TranscriptReader(Stream input, LineReader lines, TranscriptHeader header)
    {
        _input = input;
        _lines = lines;
        Header = header;
    }

    public TranscriptHeader Header { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="input">Owned from here on.</param>
    /// <exception cref="FormatException">Not a transcript, or of a version that this build does not know; the message says so.</exception>
    public static TranscriptReader Open(Stream input)
    {
        LineReader lines = new(input, MaxLine);
        ReadOnlyMemory<byte> line = lines.Read(out bool tooLong);
        if (tooLong || line.IsEmpty || line.Span[^1] != '\n')
        {
            throw new FormatException("line 1: the file ends before the header line does: not a transcript, or one that was never begun");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("qmpt", out JsonElement version) || !version.TryGetInt32(out int number))
            {
                throw new FormatException("line 1: not the header of a transcript: no number 'qmpt'");
            }

            TranscriptHeader header = TranscriptHeader.Parse(Migrations.Header(root, number));
            TranscriptReader reader = new(input, lines, header);
            reader._hash.AppendData(line.Span);
            return reader;
        }
        catch (JsonException e)
        {
            throw new FormatException($"line 1: not the header of a transcript: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"line 1: not the header of a transcript: {e.Message}", e);
        }
    }

    /// <summary>The next record, or how the file ends. After an end, a tear or damage it says the same again.</summary>
    public TranscriptRead Read()
    {
        while (!_ended)
        {
            ReadOnlyMemory<byte> line = _lines.Read(out bool tooLong);
            if (tooLong)
            {
                return Finish(Corrupt($"a line longer than {MaxLine} bytes"));
            }

            if (line.IsEmpty || line.Span[^1] != '\n')
            {
                return Finish(Torn(line.IsEmpty ? "the file stops without an end line" : "the file stops inside a record"));
            }

            if (TryTake(line, out TranscriptRead read))
            {
                return read;
            }
        }

        return _last;
    }

    public void Dispose()
    {
        _input.Dispose();
        _hash.Dispose();
    }

    private TranscriptRead _last;

    /// <summary>False for a line that is no news for the caller: a sum that is right.</summary>
    private bool TryTake(ReadOnlyMemory<byte> line, out TranscriptRead read)
    {
        RecordLine parsed = RecordLine.Parse(line);
        if (parsed.Why is not null)
        {
            read = Finish(Corrupt(parsed.Why));
            return true;
        }

        switch (parsed.Word)
        {
            case RecordLine.SumWord:
                string? wrong = Verify(parsed);
                read = wrong is null ? default : Finish(Corrupt(wrong));
                _hash.AppendData(line.Span);
                return wrong is not null;
            case RecordLine.EndWord:
                read = Finish(parsed.Record.Number == _count
                    ? new TranscriptRead(TranscriptReadKind.End, _lines.Line, _lines.Offset, Clean: parsed.Clean)
                    : Corrupt(string.Create(CultureInfo.InvariantCulture, $"the end line counts {parsed.Record.Number} records, the file has {_count}")));
                return true;
            default:
                _count++;
                read = parsed.Record.Number == _count
                    ? new TranscriptRead(TranscriptReadKind.Record, _lines.Line, _lines.Offset, parsed.Record)
                    : Finish(Corrupt(string.Create(CultureInfo.InvariantCulture, $"record {parsed.Record.Number} stands where record {_count} should")));
                _hash.AppendData(line.Span);
                return true;
        }
    }

    private string? Verify(in RecordLine sum)
    {
        Span<byte> hash = stackalloc byte[32];
        _hash.GetCurrentHash(hash);
        return sum.UpTo != _count ? string.Create(CultureInfo.InvariantCulture, $"the sum counts {sum.UpTo} records, the file has {_count} above it")
            : Convert.ToHexStringLower(hash) != sum.Sha256 ? "the bytes above do not have this sum: the file was changed"
            : null;
    }

    private TranscriptRead Torn(string why) => new(TranscriptReadKind.Torn, _lines.Line, _lines.Offset, Why: why);

    private TranscriptRead Corrupt(string why) =>
        new(TranscriptReadKind.Corrupt, _lines.Line, _lines.Offset, Why: string.Create(CultureInfo.InvariantCulture, $"line {_lines.Line}, byte {_lines.Offset}: {why}"));

    private TranscriptRead Finish(TranscriptRead read)
    {
        _ended = true;
        return _last = read;
    }
}
