namespace Harness.Cli.Captures;

/// <summary>A file that is being written: at its end it waits for more instead of ending.</summary>
internal sealed class GrowingStream(FileStream inner, TimeSpan pause, CancellationToken cancel) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

    /// <summary>0 once the waiting is over.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (true)
        {
            int read = inner.Read(buffer, offset, count);
            if (read > 0 || cancel.WaitHandle.WaitOne(pause))
            {
                return read;
            }
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
