using System.Globalization;
using System.Text;

using Harness.Cli.Recording;
using Harness.Transcripts.Export;
using Harness.Transcripts.Format;

using Spectre.Console;

namespace Harness.Cli.Captures;

/// <summary><c>transcript show</c>: a transcript in arrow notation.</summary>
internal sealed class CaptureShow(IAnsiConsole console, bool verbose, TextWriter error)
{
    /// <summary>What is printed at once; a transcript may have millions of lines.</summary>
    private const int BlockCharacters = 32 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly bool _coloured = console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;
    private readonly StringBuilder _block = new();

    /// <param name="follow">Goes on with what is appended, until the end line or <paramref name="cancel"/>.</param>
    /// <exception cref="UsageException">It cannot be read, or is no transcript.</exception>
    public async Task<int> RunAsync(string path, bool follow, CancellationToken cancel)
    {
        using TranscriptReader reader = follow
            ? await OpenGrowingAsync(path, cancel)
            : TranscriptFiles.Open(path);
        ArrowWriter arrows = new();
        TranscriptRead read;
        while ((read = reader.Read()).Kind == TranscriptReadKind.Record)
        {
            foreach (ArrowLine line in arrows.Lines(read.Record))
            {
                Append(line);
            }

            if (follow || _block.Length >= BlockCharacters)
            {
                Flush();
            }
        }

        Flush();
        switch (read)
        {
            case { Kind: TranscriptReadKind.Corrupt }:
                await error.WriteLineAsync($"qmp-harness: {path}: {read.Why}");
                return ExitCode.Usage;
            case { Kind: TranscriptReadKind.Torn } when cancel.IsCancellationRequested:
                return ExitCode.Success;
            case { Kind: TranscriptReadKind.Torn }:
                await error.WriteLineAsync($"qmp-harness: {path}: not clean: {read.Why}");
                return ExitCode.Success;
            case { Clean: false }:
                await error.WriteLineAsync($"qmp-harness: {path}: not clean: the recording was cut short");
                return ExitCode.Success;
            default:
                return ExitCode.Success;
        }
    }

    /// <summary>The header may be on its way.</summary>
    private static async Task<TranscriptReader> OpenGrowingAsync(string path, CancellationToken cancel)
    {
        FileStream stream = TranscriptFiles.OpenStream(path);
        while (stream.Length == 0)
        {
            await Task.Delay(Pause, cancel);
        }

        try
        {
            return TranscriptReader.Open(new GrowingStream(stream, Pause, cancel));
        }
        catch (FormatException e)
        {
            throw new UsageException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The text of a line is printable ASCII: nothing of a peer's reaches the terminal as more than text.</summary>
    private void Append(in ArrowLine line)
    {
        if (verbose)
        {
            _block.Append(CultureInfo.InvariantCulture, $"{line.Record.Number,6} {line.Record.Nanoseconds / 1000,9} us  ");
        }

        _block.Append(_coloured ? Colour(line) : "").Append(line.Mark).Append(_coloured ? "\e[0m" : "").Append(' ').Append(line.Text).Append('\n');
    }

    private static string Colour(in ArrowLine line) => line.Mark switch
    {
        "->" or "->raw" => "\e[36m",
        "--" => "\e[90m",
        _ when line.Record.Kind == RecordKind.Event => "\e[33m",
        _ => "\e[32m",
    };

    private void Flush()
    {
        console.Profile.Out.Writer.Write(_block);
        _block.Clear();
    }
}
