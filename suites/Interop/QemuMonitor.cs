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
        foreach (string command in commands.Prepend("qmp_capabilities").Append("quit"))
        {
            process.StandardInput.WriteLine($$"""{"execute": "{{command}}"}""");
        }

        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!output.Wait(Deadline) || !process.WaitForExit(Deadline))
        {
            process.Kill();
            Assert.Fail($"qemu-system-x86_64 did not answer within {Deadline.TotalSeconds} s");
        }

        return [.. output.Result.Split('\n').Select(Return).OfType<string>().Skip(1).Take(commands.Length)];
    }

    private static string? Return(string line)
    {
        if (line.Length < 2)
        {
            return null;
        }

        using JsonDocument message = JsonDocument.Parse(line);
        return message.RootElement.TryGetProperty("return", out JsonElement value) ? value.GetRawText() : null;
    }
}
