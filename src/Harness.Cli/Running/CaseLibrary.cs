using Harness.Cases.Compile;
using Harness.Cases.Judge;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Cli.Running;

/// <summary>All cases that there are for a schema: compiled ones, those of <c>suites/</c>, and the machines that they start from.</summary>
internal sealed class CaseLibrary
{
    private static readonly string[] SuiteFolders = ["protocol", "behaviour"];

    private readonly QmpSchema _schema;
    private readonly Dictionary<string, int> _ordinals;

    private CaseLibrary(QmpSchema schema, IReadOnlyList<Script> scripts, MachineCatalogue machines)
    {
        _schema = schema;
        Scripts = scripts;
        Machines = machines;
        _ordinals = scripts.Index().ToDictionary(s => s.Item.Id, s => s.Index, StringComparer.Ordinal);
    }

    /// <summary>By kind, then in the order of their sources.</summary>
    public IReadOnlyList<Script> Scripts { get; }

    public MachineCatalogue Machines { get; }

    /// <exception cref="UsageException">A case or machine file has errors.</exception>
    public static CaseLibrary Load(QmpSchema schema)
    {
        ContentRoot root = ContentRoot.Find();
        SafetyTable safety = Specs.Safety();
        (MachineCatalogue machines, IReadOnlyList<Diagnostic> machineTrouble) = MachineCatalogue.Load(root.Resolve("fixtures", "machines"));
        CaseFileResult files = CaseFiles.Load(Suites(root), safety);
        Refuse([.. machineTrouble, .. files.Diagnostics]);
        IEnumerable<Script> written = files.Scripts.Where(s => IsAbout(schema, s));
        return new CaseLibrary(schema, [.. written.Concat(CaseCompiler.Compile(schema, safety, machines)).OrderBy(s => s.Kind)], machines);
    }

    /// <exception cref="UsageException">The catalogue has errors.</exception>
    public static IReadOnlyList<Requirement> Requirements()
    {
        string path = ContentRoot.Find().Resolve("spec", "protocol.json");
        RequirementCatalogue catalogue = RequirementCatalogue.Parse(File.ReadAllText(path), path);
        Refuse(catalogue.Diagnostics);
        return catalogue.Requirements;
    }

    public bool Exists(string id) => _ordinals.ContainsKey(id);

    /// <summary>0-based place among all cases.</summary>
    public int OrdinalOf(Script script) => _ordinals[script.Id];

    public MachineReference MachineOf(Script script) => Machines.Named(script.Machine)
        ?? throw new UsageException($"{script.Span}: case {script.Id} starts from machine '{script.Machine}', and there is no fixtures/machines/{script.Machine}.json");

    public ICasePlayer Player(PlayOptions options) => new ScriptPlayer(new TwoJudges(_schema), options);

    private static IEnumerable<string> Suites(ContentRoot root) =>
        SuiteFolders.Select(s => root.Resolve("suites", s)).Where(Directory.Exists);

    /// <summary>What a case says of a command is about the spec that documents it: for a schema without the command there is no such case.</summary>
    private static bool IsAbout(QmpSchema schema, Script script) => script.Kind != CaseKind.Behaviour || script.Commands.All(c => schema.Command(c) is not null);

    private static void Refuse(IReadOnlyList<Diagnostic> diagnostics)
    {
        Diagnostic? error = diagnostics.FirstOrDefault(d => d.Severity == Severity.Error);
        if (error is not null)
        {
            int more = diagnostics.Count(d => d.Severity == Severity.Error) - 1;
            throw new UsageException($"{error}{(more > 0 ? $" (and {more} more)" : "")}");
        }
    }
}
