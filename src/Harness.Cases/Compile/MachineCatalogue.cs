using Harness.Cases.Run;
using Harness.Schema.Source;

namespace Harness.Cases.Compile;

/// <summary>The machines that cases start from, by case and by name; <c>fixtures/machines/</c>.</summary>
public sealed class MachineCatalogue
{
    private readonly List<MachineFile> _files;
    private readonly Dictionary<string, MachineReference> _byCase = new(StringComparer.Ordinal);

    private MachineCatalogue(List<MachineFile> files)
    {
        _files = files;
        foreach (MachineFile file in files)
        {
            foreach ((string id, SourceSpan _) in file.Cases)
            {
                _byCase.TryAdd(id, file.Reference);
            }
        }
    }

    /// <summary>Nothing but the built-in machine.</summary>
    public static MachineCatalogue Empty { get; } = new([]);

    /// <summary>All but the built-in machine, by name.</summary>
    public IEnumerable<MachineReference> All => _files.Select(f => f.Reference);

    /// <summary>Reads the files <c>*.json</c> of a folder; one that is not there has none.</summary>
    public static (MachineCatalogue Machines, IReadOnlyList<Diagnostic> Diagnostics) Load(string folder, ISourceFiles? files = null)
    {
        files ??= new DiskSourceFiles();
        string[] paths = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : [];
        List<Diagnostic> unreadable = [.. paths.Where(p => files.Read(p) is null).Select(p => MachineRules.Unreadable.At(new SourceSpan(p, 0, 0), $"can't read machine file '{p}'"))];
        (MachineCatalogue machines, IReadOnlyList<Diagnostic> diagnostics) = Read(paths.Select(p => (p, files.Read(p))).Where(f => f.Item2 is not null).Select(f => new SourceText(f.p, f.Item2!)));
        return (machines, [.. unreadable, .. diagnostics]);
    }

    /// <summary>What can be understood of the files, and everything that is wrong in them.</summary>
    public static (MachineCatalogue Machines, IReadOnlyList<Diagnostic> Diagnostics) Read(IEnumerable<SourceText> texts)
    {
        List<Diagnostic> diagnostics = [];
        List<MachineFile> files = [.. texts.Select(t => MachineFileReader.Read(t, diagnostics)).OfType<MachineFile>()];
        Dictionary<string, SourceSpan> claimed = new(StringComparer.Ordinal);
        foreach ((string id, SourceSpan span) in files.SelectMany(f => f.Cases))
        {
            if (!claimed.TryAdd(id, span))
            {
                diagnostics.Add(MachineRules.TwoMachines.At(span, $"case '{id}' has a machine already; this one is not used for it", claimed[id]));
            }
        }

        return (new MachineCatalogue(files), diagnostics);
    }

    /// <summary>The machine that a file says it is for; null where none does.</summary>
    public MachineReference? Of(string caseId) => _byCase.GetValueOrDefault(caseId);

    /// <summary>The machine of that name; null where there is none.</summary>
    public MachineReference? Named(string name) =>
        name == MachineReference.Default.Name ? MachineReference.Default : _files.Select(f => f.Reference).FirstOrDefault(r => r.Name == name);

    /// <summary>Files that say they are for a case which does not exist.</summary>
    /// <param name="exists">Whether there is a case of that id.</param>
    public IReadOnlyList<Diagnostic> CheckCases(Func<string, bool> exists) =>
    [
        .. _files.SelectMany(f => f.Cases).Where(c => !exists(c.Id)).Select(c => MachineRules.UnknownCase.At(c.Span, $"there is no case '{c.Id}'")),
    ];
}
