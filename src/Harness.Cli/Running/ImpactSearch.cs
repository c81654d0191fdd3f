using System.Text.Json;

using Harness.Cases.Baseline;
using Harness.Cases.Impact;
using Harness.Cases.Language;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cli.Running;

/// <summary>Looks below folders for cases, transcripts and baselines that were made for one schema and break under another.</summary>
internal sealed class ImpactSearch(QmpSchema old, QmpSchema now)
{
    private readonly MessageImpact _messages = new(old, now);

    /// <summary>In the order of folders, file names and lines.</summary>
    /// <exception cref="UsageException">A folder or file cannot be read, or is damaged.</exception>
    public IReadOnlyList<ImpactFinding> In(IReadOnlyList<string> folders)
    {
        List<ImpactFinding> found = [];
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new UsageException($"--impact {folder}: there is no such directory");
            }

            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => f.Replace('\\', '/')).Order(StringComparer.Ordinal))
            {
                found.AddRange(OfFile(file));
            }
        }

        return found;
    }

    private IEnumerable<ImpactFinding> OfFile(string file)
    {
        try
        {
            return Path.GetExtension(file) switch
            {
                CaseFiles.Extension => OfCases(file),
                ".qmpt" => OfTranscript(file),
                ".json" => OfBaseline(file),
                _ => [],
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UsageException($"{file}: {e.Message}", e);
        }
    }

    private IEnumerable<ImpactFinding> OfCases(string file)
    {
        CaseFileResult read = CaseFiles.Load([file], Specs.Safety());
        Diagnostic? error = read.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error);
        return error is null
            ? read.Scripts.SelectMany(s => new ScriptImpact(_messages).Of(s).Select(b => new ImpactFinding(file, b.Span.Line, s.Id, b.Subject, b.Why)))
            : throw new UsageException(error.ToString());
    }

    private IReadOnlyList<ImpactFinding> OfTranscript(string file)
    {
        using FileStream input = File.OpenRead(file);
        return new TranscriptImpact(_messages).Of(file, input);
    }

    /// <summary>Entries whose case has lost its command or its argument, or sends or expects what is no longer so.</summary>
    private IEnumerable<ImpactFinding> OfBaseline(string file)
    {
        string text = File.ReadAllText(file);
        if (!IsBaseline(text))
        {
            return [];
        }

        string[] lines = text.Split('\n');
        return BaselineFile.Parse(text, file).Entries
            .Select(e => (e.Id, Broken: OfEntry(e.Id)))
            .Where(e => e.Broken is not null)
            .Select(e => new ImpactFinding(file, 1 + Array.FindIndex(lines, l => l.Contains($"\"{e.Id}\"", StringComparison.Ordinal)), e.Id, CaseIds.CommandOf(e.Id) ?? e.Id, e.Broken!));
    }

    private string? OfEntry(string id)
    {
        string[] words = id.Split('/');
        if (CaseIds.CommandOf(id) is { } name && old.Command(name) is { } before)
        {
            if (now.Command(name) is not { } after)
            {
                return $"'{name}' is no command any more";
            }

            if (words is ["args", _, string argument, ..] && Has(before, argument) && !Has(after, argument))
            {
                return $"'{argument}' is no argument of '{name}' any more";
            }
        }

        return Scripts.Value.TryGetValue(id, out Script? script) && new ScriptImpact(_messages).Of(script) is [var first, ..] ? first.Why : null;
    }

    private Lazy<Dictionary<string, Script>> Scripts { get; } = new(() => CaseLibrary.Load(old).Scripts.ToDictionary(s => s.Id, StringComparer.Ordinal));

    private static bool Has(Command command, string argument) => command.Arguments.AllMembers.Any(m => m.Name == argument);

    private static bool IsBaseline(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("entries", out JsonElement entries)
                && entries.ValueKind == JsonValueKind.Array && root.TryGetProperty("target", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
