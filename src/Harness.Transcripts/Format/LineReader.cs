namespace Harness.Transcripts.Format;

/// <summary>Lines of a stream, one at a time, in memory that does not grow with the stream.</summary>
internal sealed class LineReader(Stream input, int maxLine)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _over;

    /// <summary>1-based number of the last line read.</summary>
    public long Line { get; private set; }

    /// <summary>0-based byte at which the last line read begins.</summary>
    public long Offset { get; private set; }

    private long _next;

    /// <summary>Goes on reading at another byte of a stream that can seek, at which a line begins. <see cref="Line"/> means nothing from then on.</summary>
    public void MoveTo(long offset)
    {
        long inBuffer = offset - (_next - _start);
        if (inBuffer >= 0 && inBuffer < _end)
        {
            _start = (int)inBuffer;
        }
        else
        {
            input.Position = offset;
            _start = 0;
            _end = 0;
        }

        _over = false;
        _next = offset;
    }

    /// <summary>The next line with its line feed, valid until the next call; empty at the end; without a line feed when the stream ends inside it.</summary>
    /// <param name="tooLong">True when the line is longer than allowed; the line is then its beginning.</param>
    public ReadOnlyMemory<byte> Read(out bool tooLong)
    {
        tooLong = false;
        int searched = _start;
        while (true)
        {
            int feed = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                return Take(searched - _start + feed + 1);
            }

            tooLong = _end - _start > maxLine;
            if (_over || tooLong)
            {
                return Take(_end - _start);
            }

            searched = _end - _start;
            Fill();
            searched += _start;
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
        _start += length;
        Offset = _next;
        _next += length;
        Line += length > 0 ? 1 : 0;
        return line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = input.Read(_buffer, _end, _buffer.Length - _end);
        _over = read == 0;
        _end += read;
    }
}
