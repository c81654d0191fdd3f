using System.Globalization;

using Harness.Cli.Recording;
using Harness.Transcripts.Export;
using Harness.Transcripts.Format;

using Spectre.Console;

namespace Harness.Cli.Captures;

/// <summary><c>transcript show</c>: a transcript in arrow notation.</summary>
internal sealed class CaptureShow(IAnsiConsole console, bool verbose, TextWriter error)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

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
                Write(line);
            }
        }

        switch (read)
        {
            case { Kind: TranscriptReadKind.Corrupt }:
                await error.WriteLineAsync($"qmp-harness: {path}: {read.Why}");
                return ExitCode.Usage;
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

    private void Write(in ArrowLine line)
    {
        string colour = line.Mark switch
        {
            "->" or "->raw" => "cyan",
            "--" => "grey",
            _ when line.Record.Kind == RecordKind.Event => "yellow",
            _ => "green",
        };
        string prefix = verbose
            ? string.Create(CultureInfo.InvariantCulture, $"{line.Record.Number,6} {line.Record.Nanoseconds / 1000,9} us  ")
            : "";
        console.Write(new Text(prefix));
        console.Write(new Text(line.Mark, Style.Parse(colour)));
        console.Write(new Text($" {line.Text}\n"));
    }
}
