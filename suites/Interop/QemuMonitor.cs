using System.Diagnostics;
using System.Text.Json;

namespace Harness.Interop;

/// <summary>
/// Asks a machine without devices of the installed QEMU. On purpose without the harness's own session and transport: what it is
/// compared with must not come through what is compared.
/// </summary>
internal static class QemuMonitor
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The value of <c>return</c> for each command, as text.</summary>
    public static IReadOnlyList<string> Ask(params string[] commands)
    {
        ProcessStartInfo start = new("qemu-system-x86_64", ["-M", "none", "-nodefaults", "-display", "none", "-S", "-qmp", "stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        try
        {
            return Converse(process, ["qmp_capabilities", .. commands]).GetAwaiter().GetResult()[1..];
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static async Task<string[]> Converse(Process process, string[] commands)
    {
        using CancellationTokenSource deadline = new(Deadline);
        List<string> returns = [];
        foreach (string command in commands)
        {
            await process.StandardInput.WriteLineAsync($$"""{"execute": "{{command}}"}""");
            await process.StandardInput.FlushAsync(deadline.Token);
            string? value = null;
            while (value is null)
            {
                string? line = await process.StandardOutput.ReadLineAsync(deadline.Token);
                Assert.That(line, Is.Not.Null, $"qemu-system-x86_64 ended before it answered {command}");
                value = Return(line!);
            }

            returns.Add(value);
        }

        return [.. returns];
    }

    private static string? Return(string line)
    {
        using JsonDocument message = JsonDocument.Parse(line);
        Assert.That(message.RootElement.TryGetProperty("error", out JsonElement error), Is.False, $"refused: {error}");
        return message.RootElement.TryGetProperty("return", out JsonElement value) ? value.GetRawText() : null;
    }
}
