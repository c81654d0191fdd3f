using System.Text.Json;

using Harness.Cases.Judge;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Validation;
using Harness.Unit.Cases.Player;

namespace Harness.Unit.Cases.Compile;

/// <summary>Compiled cases against a tiny server that keeps to the fixture's documentation, and against liars that do not.</summary>
public sealed class LiarTests
{
    [Test]
    public async Task An_honest_server_passes_every_case()
    {
        foreach (Script script in CompiledFixture.Compile().Where(s => !s.PassesDescriptors && s.Command is not ("quit" or "qmp_capabilities" or "migrate-pause")))
        {
            CaseResult result = await Play(script, new Honest());
            Assert.That((script.Id, result.Verdict, result.Reason), Is.EqualTo((script.Id, Verdict.Pass, (string?)null)));
        }
    }

    [TestCase("surface/eject", "query-commands", """{"return": [{"name": "query-status"}]}""", "has no element that fits")]
    [TestCase("surface/query-status", "query-status", """{"return": {"running": true}}""", "'error' is missing")]
    [TestCase("surface/query-status", "query-status", """{"error": {"class": "CommandNotFound", "desc": ""}}""", "'error.class' is \"CommandNotFound\"")]
    [TestCase("args/eject/device/missing", "eject", """{"return": {}}""", "'error' is missing")]
    [TestCase("args/eject/mode/enum-unknown", "eject", """{"error": {"class": "CommandNotFound", "desc": ""}}""", "'error.class'")]
    [TestCase("returns/query-status", "query-status", """{"return": {"running": "yes"}}""", "'running' is not of JSON type boolean")]
    [TestCase("returns/query-status", "query-status", """{"error": {"class": "GenericError", "desc": "busy"}}""", "an error")]
    [TestCase("returns/query-balloon", "query-balloon", """{"return": {"actual": 1.5}}""", "'actual' is not of JSON type integer")]
    [TestCase("returns/query-balloon", "query-balloon", """{"error": {"class": "GenericError", "desc": ""}}""", "'error.class' is \"GenericError\"")]
    [TestCase("returns/query-block", "query-block", """{"return": [{"device": "a"}]}""", "'[0].locked' is missing")]
    [TestCase("example/query-status/1", "query-status", """{"return": {"running": false}}""", "'return.running' is false")]
    [TestCase("example/query-block/1", "query-block", """{"return": [{"device": "ide0-hd0", "locked": false}]}""", "has no element that fits", Description = "the document elides a second one")]
    [TestCase("example/eject/1", "eject", """{"error": {"class": "DeviceNotFound", "desc": ""}}""", "an error")]
    [TestCase("example/eject/1", "eject", """{"return": {}}""", "no event DEVICE_TRAY_MOVED", Description = "the liar sends no event")]
    [TestCase("example/eject/2", "eject", """{"error": {"class": "GenericError", "desc": ""}}""", "expected DeviceNotFound")]
    [TestCase("example/eject/3", "eject", """{"return": {}}""", "expected an error")]
    public async Task A_lie_fails_with_its_reason(string id, string command, string lie, string reason)
    {
        CaseResult result = await Play(CompiledFixture.Case(id), new Honest { Lies = { [command] = lie } });

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(result.Reason, Does.Contain(reason));
    }

    [Test]
    public async Task A_refusal_with_a_side_effect_fails()
    {
        CaseResult result = await Play(CompiledFixture.Case("args/eject/force/null"), new Honest { OpensTrayOnRefusal = true });

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Fail));
        Assert.That(result.Reason, Does.Contain("expected <query-block>"));
    }

    [Test]
    public async Task Elsewhere_a_documented_value_counts_by_its_type_alone()
    {
        Honest other = new() { Lies = { ["query-status"] = """{"return": {"running": false}}""" }, Exactly = false };
        Honest wrong = new() { Lies = { ["query-status"] = """{"return": {"running": 0}}""" }, Exactly = false };

        Assert.That((await Play(CompiledFixture.Case("example/query-status/1"), other)).Verdict, Is.EqualTo(Verdict.Pass));
        Assert.That((await Play(CompiledFixture.Case("example/query-status/1"), wrong)).Verdict, Is.EqualTo(Verdict.Fail));
    }

    [Test]
    public async Task Judges_that_disagree_make_an_error_and_no_verdict()
    {
        TwoJudges judges = new(CompiledFixture.Schema, (_, _) => "no");

        CaseResult result = await Play(CompiledFixture.Case("returns/query-status"), new Honest(), judges);

        Assert.That(result.Verdict, Is.EqualTo(Verdict.Error));
        Assert.That(result.Reason, Does.Contain("the two validators disagree"));
    }

    private static async Task<CaseResult> Play(Script script, Honest server, TwoJudges? judges = null)
    {
        Miniature miniature = server.Build();
        return await new ScriptPlayer(judges ?? new TwoJudges(CompiledFixture.Schema), new PlayOptions { Clock = miniature.Clock }).PlayAsync(script, miniature, miniature, CancellationToken.None);
    }

    /// <summary>Answers as the fixture documents, but for the lies that it is given.</summary>
    private sealed class Honest
    {
        private readonly ValueChecker _checker = new(Openness.Closed);
        private bool _trayMoved;

        public Dictionary<string, string> Lies { get; } = new(StringComparer.Ordinal);

        public bool OpensTrayOnRefusal { get; init; }

        public bool Exactly { get; init; } = true;

        public Miniature Build() => new() { Handle = Handle, Exactly = Exactly };

        private bool Handle(MiniatureConnection connection, string text)
        {
            JsonElement request = JsonElement.Parse(text);
            string name = request.GetProperty("execute").GetString()!;
            if (!connection.Negotiated || name == "query-version")
            {
                return false;
            }

            connection.Say(Lies.TryGetValue(name, out string? lie) ? lie : Answer(connection, name, request));
            return true;
        }

        private string Answer(MiniatureConnection connection, string name, JsonElement request)
        {
            JsonElement arguments = request.TryGetProperty("arguments", out JsonElement given) ? given : JsonElement.Parse("{}");
            if (CompiledFixture.Schema.Command(name) is not { } command)
            {
                return """{"error": {"class": "CommandNotFound", "desc": ""}}""";
            }

            if (_checker.First(arguments, command.Arguments) is { } violation)
            {
                _trayMoved |= OpensTrayOnRefusal;
                return $$$"""{"error": {"class": "GenericError", "desc": "{{{violation.Kind}}}"}}""";
            }

            return Execute(connection, name, arguments);
        }

        private string Execute(MiniatureConnection connection, string name, JsonElement arguments)
        {
            switch (name)
            {
                case "query-commands":
                    return $$"""{"return": [{{string.Join(", ", CompiledFixture.Schema.Commands.Select(c => $$"""{"name": "{{c.Name}}"}"""))}}]}""";
                case "query-status":
                    return """{"return": {"running": true, "note": "fine", "later": 1}}""";
                case "query-block":
                    return $$"""{"return": [{"device": "x", "locked": {{(_trayMoved ? "true" : "false")}} }, {"device": "ide0-hd0", "locked": false}]}""";
                case "query-balloon":
                    return """{"error": {"class": "DeviceNotActive", "desc": ""}}""";
                case "eject" when arguments.GetProperty("device").ValueEquals("none"):
                    return """{"error": {"class": "DeviceNotFound", "desc": ""}}""";
                case "eject" when arguments.GetProperty("device").ValueEquals("locked"):
                    return """{"error": {"class": "GenericError", "desc": ""}}""";
                case "eject":
                    connection.Server.Emit("DEVICE_TRAY_MOVED", """{"device": "ide1-cd0", "tray-open": true, "id": "later"}""");
                    return """{"return": {}}""";
                default:
                    return """{"return": {}}""";
            }
        }
    }
}
