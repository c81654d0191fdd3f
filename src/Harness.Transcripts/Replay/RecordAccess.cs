using Harness.Transcripts.Format;

namespace Harness.Transcripts.Replay;

/// <summary>Reads single records at known places of a transcript that was read whole before.</summary>
internal sealed class RecordAccess(Stream input) : IDisposable
{
    private readonly LineReader _lines = new(input, int.MaxValue / 2);

    /// <exception cref="InvalidDataException">There is no record there: the file was changed meanwhile.</exception>
    public ReplayRecord Read(long place)
    {
        _lines.MoveTo(place);
        RecordLine line = RecordLine.Parse(_lines.Read(out _));
        return line is { Why: null, Word: null }
            ? ReplayRecord.Of(line.Record, 0, TimeSpan.FromTicks(line.Record.Nanoseconds / 100))
            : throw new InvalidDataException($"byte {place}: there is no record any more: the file was changed while it was replayed");
    }

    public void Dispose() => input.Dispose();
}
