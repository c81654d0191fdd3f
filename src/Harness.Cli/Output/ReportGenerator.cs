using System.ComponentModel;
using System.Diagnostics;

namespace Harness.Cli.Output;

/// <summary>ReportGenerator, a program of its own, which renders Cobertura files as pages with the source beside.</summary>
/// <param name="command">Program and first arguments.</param>
internal sealed class ReportGenerator(IReadOnlyList<string> command)
{
    private const string Name = "reportgenerator";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The one on the search path, else the one that the source tree pins as a tool of its own.</summary>
    /// <exception cref="UsageException">Neither is there.</exception>
    public static ReportGenerator Find()
    {
        if (OnSearchPath() is { } program)
        {
            return new ReportGenerator([program]);
        }

        string? manifest = ContentRoot.TryFind() is { } root ? Path.Combine(root.Folder, ".config", "dotnet-tools.json") : null;
        return manifest is not null && File.Exists(manifest)
            ? new ReportGenerator(["dotnet", "tool", "run", Name])
            : throw new UsageException("ReportGenerator is not installed: dotnet tool install --global dotnet-reportgenerator-globaltool");
    }

    /// <summary>Writes <c>index.html</c> and what belongs to it.</summary>
    /// <param name="cobertura">The file to render.</param>
    /// <param name="sources">Folders below which the files that it names are.</param>
    /// <exception cref="UsageException">It cannot be started, or refuses the file; the message has its last words.</exception>
    public async Task RenderAsync(string cobertura, IReadOnlyList<string> sources, string folder, string title, CancellationToken cancel)
    {
        ProcessStartInfo start = new(command[0], [.. command.Skip(1), .. Arguments(cobertura, sources, folder, title)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A tool of a source tree is found from its folder.
            WorkingDirectory = ContentRoot.TryFind()?.Folder ?? Directory.GetCurrentDirectory(),
        };
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            throw new UsageException($"ReportGenerator did not end within {Patience.TotalMinutes} minutes");
        }

        if (process.ExitCode != 0)
        {
            string[] words = (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            throw new UsageException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {words.LastOrDefault() ?? "it said nothing"} (in the source tree: dotnet tool restore)");
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new UsageException($"cannot start ReportGenerator as '{command[0]}': {e.Message}", e);
        }
    }

    private static IEnumerable<string> Arguments(string cobertura, IReadOnlyList<string> sources, string folder, string title) =>
    [
        $"-reports:{Path.GetFullPath(cobertura)}",
        $"-targetdir:{Path.GetFullPath(folder)}",
        $"-sourcedirs:{string.Join(';', sources.Select(Path.GetFullPath))}",
        $"-title:{title}",
        "-reporttypes:Html;TextSummary",
        "-verbosity:Error",
    ];

    private static string? OnSearchPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, Name), Path.Combine(folder, Name + ".exe") })
        .FirstOrDefault(File.Exists);
}
