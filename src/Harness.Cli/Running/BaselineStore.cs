using Harness.Cases.Baseline;

namespace Harness.Cli.Running;

/// <summary>A baseline file as <c>--baseline</c> names it.</summary>
internal static class BaselineStore
{
    /// <summary>No file: nothing is expected to fail. A file that is not there may be made by <c>--update-baseline</c>.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no baseline.</exception>
    public static ExpectedResults Read(string? path, bool mayBeMissing)
    {
        if (path is null || (mayBeMissing && !File.Exists(path)))
        {
            return ExpectedResults.None;
        }

        try
        {
            return BaselineFile.Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot read the baseline '{path}': {e.Message}; --update-baseline makes one", e);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    /// <summary>Replaces the file in one step, so that a failure leaves the old one whole.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write(ExpectedResults baseline, string path)
    {
        try
        {
            string fresh = path + ".new";
            File.WriteAllText(fresh, BaselineFile.Write(baseline));
            File.Move(fresh, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write the baseline '{path}': {e.Message}", e);
        }
    }
}
