using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Harness.Transport.Processes;

/// <summary>
/// A child and all that it started. Each carries a mark in its environment, so that those are found too whose parent has ended or
/// who made themselves daemons.
/// </summary>
internal sealed class ProcessTree(Process root)
{
    private const string MarkName = "QMP_HARNESS_CHILD";

    /// <summary>A process that is found may have started another meanwhile; this many rounds outlast any but a fork bomb.</summary>
    private const int Rounds = 16;

    private const int NoSuchFile = 2;
    private const int NotPermitted = 13;

    private readonly string _mark = $"{MarkName}={root.StartInfo.Environment[MarkName]}";

    /// <summary>Starts a program with its standard streams redirected.</summary>
    /// <exception cref="EndpointUnavailableException">There is no such program, or it cannot be run.</exception>
    public static Process Start(string name, IReadOnlyList<string> words)
    {
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[MarkName] = Guid.NewGuid().ToString("N");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            string reason = e.NativeErrorCode switch
            {
                NoSuchFile => "there is no such program",
                NotPermitted => "it may not be run",
                _ => e.Message,
            };
            throw new EndpointUnavailableException(name, reason, e);
        }
    }

    /// <summary>Kills all of them at once, and returns when the child itself is gone and reaped.</summary>
    public async ValueTask KillAsync()
    {
        TryKill(root, entireTree: true);
        for (int round = 0; round < Rounds && KillMarked() > 0; round++)
        {
            await Task.Yield();
        }

        await root.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Kills what has the mark in its environment; how many that were.</summary>
    private int KillMarked()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        int killed = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && id != Environment.ProcessId && HasMark(folder) && TryKill(id))
            {
                killed++;
            }
        }

        return killed;
    }

    /// <summary>The environment of a process that has ended, but is not reaped, is empty.</summary>
    private bool HasMark(string folder)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Split('\0').Contains(_mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool TryKill(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return TryKill(process, entireTree: false);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool TryKill(Process process, bool entireTree)
    {
        try
        {
            process.Kill(entireTree);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException or NotSupportedException)
        {
            // Ended meanwhile, or not ours to kill.
            return false;
        }
    }
}
