using System.Diagnostics;
using System.Text;
using System.Text.Json;

using Harness.Unit;

namespace Harness.Interop.Schema;

/// <summary>A message and the exported document that it is held against.</summary>
/// <param name="File">Below the folder of the documents.</param>
/// <param name="Message">JSON of one line.</param>
internal sealed record SchemaQuestion(string File, string Message);

/// <param name="Broken">Documents that are no JSON Schema, with the reason.</param>
/// <param name="Verdicts">Whether each message fits, in the order of the questions.</param>
internal sealed record AjvAnswer(IReadOnlyList<string> Broken, IReadOnlyList<bool> Verdicts);

/// <summary>Ajv from npm, asked through node; <c>AJV</c> says in which <c>node_modules</c> it is.</summary>
internal static class Ajv
{
    public static async Task<AjvAnswer> AskAsync(string documents, IEnumerable<SchemaQuestion> questions)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, questions.Select(q => $"{{\"file\": {JsonSerializer.Serialize(q.File)}, \"value\": {q.Message}}}"));
            JsonElement answer = await RunAsync("ajv-verdicts.mjs", documents, file);
            return new AjvAnswer(
                [.. answer.GetProperty("broken").EnumerateArray().Select(b => $"{b[0]}: {b[1]}")],
                [.. answer.GetProperty("verdicts").EnumerateArray().Select(v => v.GetBoolean())]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What OpenRPC's meta-schema finds wrong in a document.</summary>
    public static async Task<IReadOnlyList<string>> OpenRpcProblemsAsync(string path) =>
        [.. (await RunAsync("open-rpc-problems.mjs", path)).EnumerateArray().Select(p => p.GetString()!)];

    private static async Task<JsonElement> RunAsync(string script, params string[] arguments)
    {
        string modules = Environment.GetEnvironmentVariable("AJV") ?? Path.Combine(Repository.Root, ".cache", "ajv", "node_modules");
        Assert.That(Directory.Exists(Path.Combine(modules, "ajv")), $"no Ajv in {modules}: ./run-tests.sh interop installs it");
        ProcessStartInfo start = new("node", [Path.Combine(Repository.Root, "suites", "Interop", "Schema", script), modules, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using Process node = Process.Start(start)!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.That(node.ExitCode, Is.Zero, await errors);
        return JsonElement.Parse(output);
    }
}
