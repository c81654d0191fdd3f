using Harness.Transcripts.Format;

namespace Harness.Cli.Recording;

/// <summary>Transcripts on disk.</summary>
internal static class TranscriptFiles
{
    /// <summary>Opens one for reading.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no transcript.</exception>
    public static TranscriptReader Open(string path)
    {
        FileStream stream = OpenStream(path);
        try
        {
            return TranscriptReader.Open(stream);
        }
        catch (FormatException e)
        {
            stream.Dispose();
            throw new UsageException($"{path}: {e.Message}", e);
        }
    }

    /// <exception cref="UsageException">It cannot be read.</exception>
    public static FileStream OpenStream(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read '{path}': {e.Message}", e);
        }
    }

    /// <summary>Makes a file that only its owner reads: what was recorded may be private.</summary>
    /// <exception cref="UsageException">It is there already, or cannot be written.</exception>
    public static FileStream Create(string path, bool replace)
    {
        FileStreamOptions options = new()
        {
            Mode = replace ? FileMode.Create : FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(path, options);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            throw new UsageException($"'{path}' is there already; give another name, or --force to replace it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write '{path}': {e.Message}", e);
        }
    }

    /// <summary>The header of a recording that begins at that time.</summary>
    /// <param name="target">JSON object.</param>
    public static TranscriptHeader Header(DateTimeOffset start, string profile, string? schema, string target, IReadOnlyList<string>? redacted) => new(
        Tool.NameAndVersion,
        start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        profile,
        schema,
        target,
        redacted);
}
