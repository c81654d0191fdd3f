using System.Text;

using Harness.Transcripts.Format;

namespace Harness.Unit.Transcripts;

/// <summary>A transcript survives whatever kills its writer, and owns up to whatever happened to its bytes.</summary>
public sealed class FormatTests
{
    private static readonly byte[] Sample = Transcript.Write(writer =>
    {
        writer.Append(new TranscriptRecord(RecordKind.Open, 0, 0, 1));
        writer.Append(Transcript.Message(RecordKind.Reply, """{"QMP": {"version": {}, "capabilities": []}}"""));
        writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"query-status" , "id":1.50e0}"""));
        writer.Append(Transcript.Message(RecordKind.Reply, """{"return": {"running": true, "a": 18446744073709551615, "a": "\u00e9é"}}""") with { InReplyTo = 3 });
        writer.Append(new TranscriptRecord(RecordKind.Request, 0, 5, 1, "{'execute':\n\xFF"u8.ToArray()));
        writer.Append(Transcript.Message(RecordKind.Request, """{"execute":"getfd"}""") with { Descriptors = """[{"kind":"file","mode":"rdwr"}]"""u8.ToArray() });
        writer.Append(new TranscriptRecord(RecordKind.Close, 0, 0, 1, Note: "client \"closed\" \n"));
    });

    [Test]
    public void What_is_written_is_read_byte_by_byte_as_it_was()
    {
        (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(Sample);

        Assert.That(records, Is.EqualTo(new[]
        {
            "1 open",
            """1 < {"QMP": {"version": {}, "capabilities": []}}""",
            """1 > {"execute":"query-status" , "id":1.50e0}""",
            """1 < re 3 {"return": {"running": true, "a": 18446744073709551615, "a": "\u00e9é"}}""",
            "1 > raw {'execute':\\nÃ¿",
            """1 > {"execute":"getfd"} fd [{"kind":"file","mode":"rdwr"}]""",
            "1 close (client \"closed\" \n)",
        }));
        Assert.That(ending, Has.Property("Kind").EqualTo(TranscriptReadKind.End).And.Property("Clean").True);
    }

    [Test]
    public void The_file_is_the_documented_one()
    {
        string[] lines = Encoding.UTF8.GetString(Sample).Split('\n');

        Assert.That(lines[0], Is.EqualTo("""{"qmpt":1,"tool":"test 1","start":"2026-01-02T03:04:05.000006Z","clock":"monotonic-ns","profile":"qemu","schema":null,"target":{"kind":"unix"},"redact":[]}"""));
        Assert.That(lines[1], Is.EqualTo("""{"n":1,"t":0,"c":1,"k":"open"}"""));
        Assert.That(lines[3], Is.EqualTo("""{"n":3,"t":1000,"c":1,"k":">","m":{"execute":"query-status" , "id":1.50e0}}"""));
        Assert.That(lines[^3], Does.Match("""^\{"k":"sum","upto":7,"sha256":"[0-9a-f]{64}"\}$"""));
        Assert.That(lines[^2..], Is.EqualTo(new[] { """{"k":"end","n":7,"clean":true}""", "" }));
    }

    [Test]
    public void Cut_at_any_byte_it_gives_every_whole_record_and_says_that_it_is_torn()
    {
        int header = Array.IndexOf(Sample, (byte)'\n') + 1;
        int whole = Transcript.Read(Sample).Records.Count;
        for (int length = header; length < Sample.Length; length++)
        {
            (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(Sample[..length]);

            int lines = Sample.AsSpan(header, length - header).Count((byte)'\n');
            Assert.That(records, Has.Count.EqualTo(Math.Min(lines, whole)), $"cut at {length}");
            Assert.That(ending.Kind, Is.EqualTo(TranscriptReadKind.Torn), $"cut at {length}");
            Assert.That(ending.Why, Does.Contain(Sample[length - 1] == '\n' ? "without an end line" : "inside a record"));
        }
    }

    [Test]
    public void Cut_within_the_header_it_is_refused_and_says_so()
    {
        for (int length = 0; length <= Array.IndexOf(Sample, (byte)'\n'); length++)
        {
            Assert.That(() => Transcript.Open(Sample[..length]), Throws.TypeOf<FormatException>().With.Message.StartsWith("line 1: "));
        }
    }

    [Test]
    public void A_byte_that_was_changed_is_found_wherever_it_is()
    {
        int header = Array.IndexOf(Sample, (byte)'\n') + 1;
        int end = Encoding.Latin1.GetString(Sample).IndexOf("""{"k":"end""", StringComparison.Ordinal);
        for (int place = header; place < end; place++)
        {
            byte[] changed = [.. Sample];
            changed[place] ^= 1;
            (_, TranscriptRead ending) = Transcript.Read(changed);

            Assert.That(ending.Kind, Is.EqualTo(TranscriptReadKind.Corrupt), $"byte {place}, '{(char)Sample[place]}' became '{(char)changed[place]}'");
            Assert.That(ending.Why, Does.Match("^line [0-9]+, byte [0-9]+: ."));
        }
    }

    [Test]
    public void A_line_that_was_taken_out_or_doubled_is_named()
    {
        List<string> lines = [.. Encoding.Latin1.GetString(Sample).Split('\n')];
        string without = string.Join('\n', lines.Where((_, i) => i != 3));
        string doubled = string.Join('\n', lines.SelectMany((l, i) => i == 3 ? [l, l] : new[] { l }));

        Assert.That(Transcript.Read(Encoding.Latin1.GetBytes(without)).Ending.Why, Does.StartWith("line 4, byte ").And.Contains("record 4 stands where record 3 should"));
        Assert.That(Transcript.Read(Encoding.Latin1.GetBytes(doubled)).Ending.Why, Does.StartWith("line 5, byte ").And.Contains("record 3 stands where record 4 should"));
    }

    [TestCase("not json", "not JSON")]
    [TestCase("[]", "not a JSON object")]
    [TestCase("""{"n":1,"t":0,"c":1}""", "no record kind 'k'")]
    [TestCase("""{"n":1,"t":0,"c":1,"k":"?"}""", "unknown record kind '?'")]
    [TestCase("""{"n":"1","t":0,"c":1,"k":"open"}""", "a member of the wrong type")]
    [TestCase("""{"n":1,"t":-1,"c":1,"k":"open"}""", "no count")]
    [TestCase("""{"n":1,"t":0,"c":1,"k":">","raw":"*"}""", "not base64")]
    [TestCase("""{"k":"end","n":7,"clean":true}""", "counts 7 records, the file has 0")]
    [TestCase("""{"k":"sum","upto":1,"sha256":""}""", "counts 1 records")]
    public void A_line_that_is_no_record_is_refused_with_its_reason(string line, string why)
    {
        byte[] file = [.. Transcript.Write(static _ => { }, clean: null), .. Encoding.UTF8.GetBytes(line + "\n")];

        (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(file);

        Assert.That(records, Is.Empty);
        Assert.That(ending.Kind, Is.EqualTo(TranscriptReadKind.Corrupt));
        Assert.That(ending.Why, Does.StartWith("line 2, byte ").And.Contains(why));
    }

    [TestCase("""{"qmpt":2}""", "a transcript of version 2; this build reads version 1: use a newer one")]
    [TestCase("""{"qmpt":0}""", "a transcript of version 0; this build reads version 1")]
    [TestCase("""{"QMP":{}}""", "no number 'qmpt'")]
    [TestCase("""{"qmpt":1}""", "the header has no text 'tool'")]
    [TestCase("""{"qmpt":1,"qmpt":1}""", "not the header of a transcript")]
    [TestCase("GIF89a", "not the header of a transcript")]
    public void What_is_no_header_is_refused_with_its_reason(string line, string why) =>
        Assert.That(() => Transcript.Open(Encoding.UTF8.GetBytes(line + "\n")), Throws.TypeOf<FormatException>().With.Message.StartsWith("line 1: ").And.Message.Contains(why));

    [Test]
    public void Members_that_nobody_knows_harm_nobody()
    {
        string more = Encoding.UTF8.GetString(Transcript.Write(static _ => { }, clean: null)) + """{"n":1,"t":0,"later":{"c":9},"c":1,"k":"open"}""" + "\n";
        Assert.That(Transcript.Read(Encoding.UTF8.GetBytes(more)).Records, Is.EqualTo(new[] { "1 open" }));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void The_end_says_whether_the_recording_ended_in_order(bool clean) =>
        Assert.That(Transcript.Read(Transcript.Write(static _ => { }, clean)).Ending.Clean, Is.EqualTo(clean));

    [Test]
    public void Sums_are_chained_over_thousands_of_records()
    {
        byte[] file = Transcript.Write(writer =>
        {
            for (int i = 0; i < 2500; i++)
            {
                writer.Append(Transcript.Message(RecordKind.Request, "{}"));
            }
        });
        string text = Encoding.UTF8.GetString(file);
        Assert.That(text.Split("\"k\":\"sum\""), Has.Length.EqualTo(4), "after 1000, 2000 and at the end");

        byte[] early = Encoding.UTF8.GetBytes(text.Replace("""{"n":7,"t":1000""", """{"n":7,"t":1001""", StringComparison.Ordinal));
        Assert.That(Transcript.Read(early).Ending.Why, Does.StartWith("line 1002, byte ").And.Contains("the file was changed"));
    }

    [Test]
    public void Reading_takes_no_more_memory_for_a_longer_file()
    {
        static long Allocated(int records)
        {
            using TranscriptReader reader = TranscriptReader.Open(new EndlessTranscript(records));
            long before = GC.GetAllocatedBytesForCurrentThread();
            while (reader.Read().Kind == TranscriptReadKind.Record)
            {
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(10);
        Assert.That(Allocated(200_000), Is.LessThan(Allocated(1000) + 1024));
    }

    /// <summary>Makes its lines as they are read.</summary>
    private sealed class EndlessTranscript(int records) : Stream
    {
        private byte[] _line = [.. Transcript.Header.ToLine(), (byte)'\n'];
        private int _position;
        private int _count;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_position == _line.Length)
            {
                if (_count == records)
                {
                    return 0;
                }

                // Digits in place: making the line must not allocate.
                if (_count++ == 0)
                {
                    _line = """{"n":0000001,"t":1,"c":1,"k":"<","m":{"return": {}}}"""u8.ToArray().Append((byte)'\n').ToArray();
                    Strip();
                }
                else
                {
                    Strip();
                }

                _position = 0;
            }

            int read = Math.Min(count, _line.Length - _position);
            _line.AsSpan(_position, read).CopyTo(buffer.AsSpan(offset));
            _position += read;
            return read;
        }

        /// <summary>JSON numbers have no leading zeros: blanks stand for them.</summary>
        private void Strip()
        {
            Span<byte> digits = _line.AsSpan(5, 7);
            digits.Fill((byte)' ');
            int i = 6;
            for (int n = _count; n > 0; n /= 10)
            {
                digits[i--] = (byte)('0' + (n % 10));
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
