using Harness.Cases.Baseline;
using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Cli;
using Harness.Cli.Options;
using Harness.Cli.Running;
using Harness.Cli.Targets;
using Harness.Schema.Model;

namespace Harness.Conformance;

/// <summary>The cases, the target and how they meet, as the environment asks for it; the same parts as <c>run</c> uses.</summary>
internal sealed class CaseSession : IAsyncDisposable
{
    private readonly CaseLibrary _library;
    private readonly ITarget _target;
    private readonly ExpectedResults _baseline;
    private readonly ICasePlayer _player;
    private readonly PeerLease _lease;
    private readonly IReadOnlySet<SafetyClass> _allowed;
    private Admission? _admission;

    private CaseSession(string target, string? spec, string? baseline, string? allow)
    {
        PlayOptions options = new() { KeepExchange = true };
        QmpSchema schema = Specs.Load(spec);
        _library = CaseLibrary.Load(schema);
        _target = TargetParser.Parse(target, schema, seed: 1, options.Timeout);
        _baseline = BaselineStore.Read(baseline, mayBeMissing: false);
        _player = _library.Player(options);
        _lease = new PeerLease(_target);
        _allowed = SafetyOption.Parse(allow is null ? [] : [allow], _target);
    }

    public IReadOnlyList<Script> Scripts => _library.Scripts;

    public static CaseSession FromEnvironment() => new(
        Environment.GetEnvironmentVariable("QMP_TARGET") ?? "emu:",
        Environment.GetEnvironmentVariable("QMP_SPEC"),
        Environment.GetEnvironmentVariable("QMP_BASELINE"),
        Environment.GetEnvironmentVariable("QMP_ALLOW"));

    public async Task OpenAsync() =>
        _admission = new Admission(_target, await new TargetSurvey(_target, TimeSpan.FromSeconds(5), TimeProvider.System).AskCommandsAsync(CancellationToken.None), _allowed);

    public async Task<CaseResult> PlayAsync(Script script)
    {
        MachineReference machine = _library.MachineOf(script);
        if (_admission!.WhyNot(script, machine) is { } why)
        {
            return new CaseResult(script.Id, script.Kind, script.Command, Verdict.Skip, why, TimeSpan.Zero, []);
        }

        DateOnly today = DateOnly.FromDateTime(DateTime.UtcNow);
        CaseResult result = await PlayAsync(script, machine, _lease);
        if (_baseline.FlakyOf(result, today) is { } flaky)
        {
            await using PeerLease own = new(_target);
            result = flaky.Settle(result, await PlayAsync(script, machine, own));
        }

        return _baseline.Apply(result, today);
    }

    private async Task<CaseResult> PlayAsync(Script script, MachineReference machine, PeerLease lease)
    {
        CaseResult result = await _player.PlayAsync(script, _target, await lease.GetAsync(machine, CancellationToken.None), CancellationToken.None);
        await lease.ReturnAsync(script, result.Verdict);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _lease.DisposeAsync();
        await _target.DisposeAsync();
    }
}
