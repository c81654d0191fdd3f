using System.Text;

using Harness.Transcripts.Format;

namespace Harness.Unit.Transcripts;

/// <summary>What holds for every transcript, tried with random ones; a seed that fails is in the name of the case.</summary>
public sealed class PropertyTests
{
    private const int Seeds = 40;

    [Test]
    public void Read_and_written_again_it_is_the_same_file([Range(1, Seeds)] int seed)
    {
        byte[] file = RandomTranscripts.File(seed, records: 1 + (seed * 60 % 2600));

        Assert.That(Copy(file).AsSpan().SequenceEqual(file));
    }

    [Test]
    public void Cut_at_any_byte_it_is_read_up_to_the_last_whole_record([Range(1, 6)] int seed)
    {
        byte[] file = RandomTranscripts.File(seed, records: 25);
        int header = Array.IndexOf(file, (byte)'\n') + 1;
        string[] whole = [.. Transcript.Read(file).Records];
        for (int length = header; length < file.Length; length++)
        {
            (IReadOnlyList<string> records, TranscriptRead ending) = Transcript.Read(file[..length]);
            int lines = file.AsSpan(header, length - header).Count((byte)'\n');
            Assert.That(ending.Kind, Is.EqualTo(TranscriptReadKind.Torn), $"cut at {length}");
            Assert.That(records, Is.EqualTo(whole[..Math.Min(lines, whole.Length)]), $"cut at {length}");
        }
    }

    [Test]
    public void A_byte_changed_anywhere_above_a_sum_is_refused_with_its_place([Range(1, 6)] int seed)
    {
        Random random = new(seed);
        byte[] file = RandomTranscripts.File(seed, records: 25);
        int end = Encoding.Latin1.GetString(file).LastIndexOf("{\"k\":\"end\"", StringComparison.Ordinal);
        for (int place = 0; place < end; place++)
        {
            byte[] changed = [.. file];
            changed[place] ^= (byte)random.Next(1, 256);
            Assert.That(Refusal(changed), Does.Match("^line [0-9]+(, byte [0-9]+)?: ."), $"byte {place}: {file[place]} became {changed[place]}");
        }
    }

    [Test]
    public void Bytes_put_in_or_taken_out_above_a_sum_are_refused([Range(1, 6)] int seed)
    {
        Random random = new(seed);
        byte[] file = RandomTranscripts.File(seed, records: 25);
        int end = Encoding.Latin1.GetString(file).LastIndexOf("{\"k\":\"sum\"", StringComparison.Ordinal);
        for (int i = 0; i < 400; i++)
        {
            int place = random.Next(end), length = Math.Min(random.Next(1, 200), end - place);
            byte[] more = new byte[random.Next(1, 20)];
            random.NextBytes(more);
            Assert.That(Refusal([.. file[..place], .. file[(place + length)..]]), Is.Not.Null, $"{length} bytes taken out at {place}");
            Assert.That(Refusal([.. file[..place], .. more, .. file[place..]]), Is.Not.Null, $"{more.Length} bytes put in at {place}");
        }
    }

    /// <summary>Why a file is refused; null when it is not.</summary>
    private static string? Refusal(byte[] file)
    {
        try
        {
            return Transcript.Read(file).Ending is { Kind: TranscriptReadKind.Corrupt or TranscriptReadKind.Torn } ending ? ending.Why : null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static byte[] Copy(byte[] file)
    {
        using TranscriptReader reader = Transcript.Open(file);
        MemoryStream bytes = new();
        TranscriptWriter writer = new(bytes, reader.Header);
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            writer.Append(read.Record);
        }

        if (read.Kind == TranscriptReadKind.End)
        {
            writer.End(read.Clean);
        }

        return bytes.ToArray();
    }
}
