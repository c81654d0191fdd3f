using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Run;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Schema.Validation;
using Harness.Unit.Cases.Language;
using Harness.Unit.Schema.Validation;

using Violation = Harness.Schema.Validation.Violation;

namespace Harness.Unit.Cases.Compile;

/// <summary>Which cases come out of a schema, and what they say.</summary>
public sealed class CaseCompilerTests
{
    private const string Ids = """
        surface/qmp_capabilities surface/query-commands surface/query-status surface/query-block surface/query-balloon surface/eject
        surface/device_add surface/getfd surface/migrate-pause surface/quit
        args/qmp_capabilities/enable/null args/qmp_capabilities/enable/type-string args/qmp_capabilities/enable/type-integer
        args/qmp_capabilities/enable/type-boolean args/qmp_capabilities/enable/type-object args/qmp_capabilities/enable.0/null
        args/qmp_capabilities/enable.0/type-integer args/qmp_capabilities/enable.0/type-boolean args/qmp_capabilities/enable.0/type-array
        args/qmp_capabilities/enable.0/type-object args/qmp_capabilities/unexpected
        args/query-commands/unexpected args/query-status/unexpected args/query-block/unexpected args/query-balloon/unexpected
        args/eject/device/missing args/eject/device/null args/eject/device/type-integer args/eject/device/type-boolean
        args/eject/device/type-array args/eject/device/type-object
        args/eject/force/null args/eject/force/type-string args/eject/force/type-integer args/eject/force/type-array args/eject/force/type-object
        args/eject/mode/null args/eject/mode/type-integer args/eject/mode/type-boolean args/eject/mode/type-array args/eject/mode/type-object
        args/eject/mode/enum-unknown
        args/eject/limits/null args/eject/limits/type-string args/eject/limits/type-integer args/eject/limits/type-boolean args/eject/limits/type-array
        args/eject/limits.rate/missing args/eject/limits.rate/null args/eject/limits.rate/type-string args/eject/limits.rate/type-fraction
        args/eject/limits.rate/type-boolean args/eject/limits.rate/type-array args/eject/limits.rate/type-object
        args/eject/limits.rate/below-minimum args/eject/limits.rate/above-maximum
        args/eject/limits.burst/null args/eject/limits.burst/type-string args/eject/limits.burst/type-fraction
        args/eject/limits.burst/type-boolean args/eject/limits.burst/type-array args/eject/limits.burst/type-object args/eject/limits.burst/above-maximum
        args/eject/limits/unexpected args/eject/unexpected
        args/device_add/driver/missing
        args/getfd/fdname/missing args/getfd/fdname/null args/getfd/fdname/type-integer args/getfd/fdname/type-boolean args/getfd/fdname/type-array
        args/getfd/fdname/type-object args/getfd/unexpected
        args/migrate-pause/unexpected args/quit/unexpected
        returns/query-commands returns/query-status returns/query-block returns/query-balloon
        example/qmp_capabilities/1 example/query-status/1 example/query-block/1 example/eject/1 example/eject/2 example/eject/3
        example/getfd/1 example/migrate-pause/1 example/quit/1
        """;

    [Test]
    public void Ids_and_their_order_are_permanent() =>
        Assert.That(CompiledFixture.Compile().Select(s => s.Id), Is.EqualTo(Ids.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));

    [Test]
    public void A_query_is_offered_and_refuses_a_stranger() => Assert.That(CompiledFixture.TextOf("surface/query-status"), Is.EqualTo("""
        case surface/query-status
          level   MUST
          source  query-status
          kills   offers-nothing
          commands query-commands

          -> { "execute": "query-commands" }
          <- { "return": contains [ { "name": "query-status" } ] }
          -> { "execute": "query-status", "arguments": { "x-harness-stranger": true } }
          <- { "error": { "class": not "CommandNotFound" } }

        """.ReplaceLineEndings("\n")));

    [Test]
    public void What_is_no_query_is_merely_looked_for()
    {
        Script quit = CompiledFixture.Case("surface/quit");

        Assert.That(quit.Safety, Is.EqualTo(SafetyClass.Read));
        Assert.That(quit.Steps, Has.Count.EqualTo(2), "a peer that is wrong would execute it");
    }

    [Test]
    public void A_refused_argument_leaves_the_machine_as_it_was() => Assert.That(CompiledFixture.TextOf("args/eject/force/type-string"), Is.EqualTo("""
        case args/eject/force/type-string
          level   MUST
          source  eject, argument force
          kills   accepts-wrong-type
          commands eject query-status query-block

          -> { "execute": "query-status" }
          <- { "return": <bind query-status> }
          -> { "execute": "query-block" }
          <- { "return": <bind query-block> }
          -> { "execute": "eject", "arguments": { "device": "ide1-cd0", "force": "true" } }
          <- { "error": { "class": not "CommandNotFound" } }
          -> { "execute": "query-status" }
          <- { "return": <query-status> }
          -> { "execute": "query-block" }
          <- { "return": <query-block> }

        """.ReplaceLineEndings("\n")));

    [Test]
    public void A_refused_negotiation_can_be_done_rightly() => Assert.That(CompiledFixture.TextOf("args/qmp_capabilities/enable/null"), Is.EqualTo("""
        case args/qmp_capabilities/enable/null
          level   MUST
          source  qmp_capabilities, argument enable
          kills   accepts-wrong-type

          <- greeting
          -> { "execute": "qmp_capabilities", "arguments": { "enable": null } }
          <- { "error": { "class": not "CommandNotFound" } }
          -> { "execute": "qmp_capabilities" }
          <- { "return": {} }

        """.ReplaceLineEndings("\n")));

    [Test]
    public void A_named_error_is_an_answer_of_a_query() => Assert.That(CompiledFixture.TextOf("returns/query-balloon"), Does.EndWith("""
          -> { "execute": "query-balloon" }
          <- either [ { "return": <returns query-balloon> }, { "error": { "class": "DeviceNotActive" } } ]

        """.ReplaceLineEndings("\n")));

    [TestCase("example/eject/1", """
          -> { "execute": "eject", "arguments": { "device": "ide1-cd0" } }
          <- { "return": documented {} <returns eject> }
          <- event DEVICE_TRAY_MOVED documented { "device": "ide1-cd0", "tray-open": true } <type DEVICE_TRAY_MOVED>
        """)]
    [TestCase("example/eject/2", """
          -> { "execute": "eject", "arguments": { "device": "none" } }
          <- error class=DeviceNotFound
        """)]
    [TestCase("example/eject/3", """
          -> { "execute": "eject", "arguments": { "device": "locked" } }
          <- error
        """)]
    [TestCase("example/query-block/1", """
          -> { "execute": "query-block" }
          <- {
               "return": documented contains [ { "device": "ide0-hd0", "locked": false }, { "device": "x" } ] <returns query-block>
             }
        """)]
    [TestCase("example/qmp_capabilities/1", """
          <- greeting
          -> { "execute": "qmp_capabilities" }
          <- { "return": documented {} <returns qmp_capabilities> }
        """)]
    [TestCase("example/migrate-pause/1", """
          <- greeting
          -> { "execute": "qmp_capabilities", "arguments": { "enable": [ "oob" ] } }
          <- { "return": {} }
          -> { "exec-oob": "migrate-pause", "id": "now" }
          <- { "return": documented {} <returns migrate-pause> }
        """)]
    [TestCase("example/getfd/1", """
          ->fd { "execute": "getfd", "arguments": { "fdname": "fd1" } }
          <- { "return": documented {} <returns getfd> }
        """)]
    [TestCase("example/quit/1", """
          -> { "execute": "quit" }
          <- { "return": <returns quit> }
        """)]
    public void An_example_is_played_as_it_is_documented(string id, string steps) =>
        Assert.That(CompiledFixture.TextOf(id), Does.EndWith($"\n\n{steps.ReplaceLineEndings("\n")}\n"));

    [Test]
    public void Needs_and_safety_follow_the_command()
    {
        Assert.That(CompiledFixture.Case("example/migrate-pause/1").Needs, Is.EqualTo([Needs.OutOfBand]));
        Assert.That(CompiledFixture.Case("args/quit/unexpected").Safety, Is.EqualTo(SafetyClass.Destructive), "a peer that is wrong quits");
        Assert.That(CompiledFixture.Case("example/eject/1").Safety, Is.EqualTo(SafetyClass.Mutating));
    }

    [Test]
    public void Cases_point_to_the_line_that_they_check()
    {
        string[] lines = CompiledFixture.Text.Split('\n');

        Assert.That(lines[CompiledFixture.Case("args/eject/limits.burst/null").Span.Line - 1], Does.Contain("'*burst': 'size'"));
        Assert.That(lines[CompiledFixture.Case("args/eject/unexpected").Span.Line - 1], Does.Contain("'command': 'eject'"));
        Assert.That(lines[CompiledFixture.Case("example/eject/2").Span.Line - 1], Does.Contain("\"none\""));
    }

    [Test]
    public void Cases_start_from_the_machine_of_their_example()
    {
        MachineCatalogue machines = MachineCatalogue.Read([new SourceText("cdrom.json", """{ "for": ["example/eject/1", "returns/query-block"] }""")]).Machines;
        IReadOnlyList<Script> scripts = CompiledFixture.Compile(machines);

        Assert.That(scripts.Where(s => s.Machine == "cdrom").Select(s => s.Id.Split('/')[0]).Distinct(), Is.EqualTo(["args", "returns", "example"]));
        Assert.That(scripts.Where(s => s.Command == "eject" && s.Id.StartsWith("args", StringComparison.Ordinal)).Select(s => s.Machine).Distinct(), Is.EqualTo(["cdrom"]), "its arguments come from that example");
    }

    [Test]
    public void A_command_is_watched_by_its_family()
    {
        StateQueries state = new(CompiledFixture.Schema, CompiledFixture.Safety);

        Assert.That(state.For("eject"), Is.EqualTo(["query-status", "query-block"]));
        Assert.That(state.For("quit"), Is.EqualTo(["query-status"]));
    }

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Every_case_reads_back_as_it_was_written(QmpSchema schema)
    {
        Script[] all = [.. CaseCompiler.Compile(schema, CompiledFixture.Safety, MachineCatalogue.Empty)];
        Script[] some = [.. all.Where((_, i) => i % ((all.Length / 600) + 1) == 0)];
        string text = string.Concat(some.Select(s => new CaseWriter(CompiledFixture.Safety).Write(s) + "\n"));

        CaseFileResult result = new CaseFileParser(CompiledFixture.Safety).Parse(text, "all.case");

        Assert.That(all.Select(s => s.Id), Is.Unique);
        Assert.That(result.Diagnostics.Select(d => d.ToString()), Is.Empty);
        for (int i = 0; i < some.Length; i++)
        {
            Assert.That(ScriptDump.Of(result.Scripts[i]), Is.EqualTo(ScriptDump.Of(some[i])));
        }
    }

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Requests_are_broken_exactly_where_they_are_meant_to_be(QmpSchema schema)
    {
        ValueChecker checker = new(Openness.Closed);
        foreach (Script script in CaseCompiler.Compile(schema, CompiledFixture.Safety, MachineCatalogue.Empty))
        {
            foreach (JsonElement request in script.Steps.OfType<Step.Send>().Select(s => JsonElement.Parse(s.Message.ToString())))
            {
                string name = request.GetProperty(request.TryGetProperty("exec-oob", out _) ? "exec-oob" : "execute").GetString()!;
                JsonElement arguments = request.TryGetProperty("arguments", out JsonElement given) ? given : JsonElement.Parse("{}");
                bool meantToBreak = name == script.Command && given.ValueKind == JsonValueKind.Object && script.Kind is CaseKind.Args or CaseKind.Surface;
                IReadOnlyList<Violation> found = schema.Command(name) is { } command ? checker.All(arguments, command.Arguments) : [];

                Assert.That(found, Has.Count.EqualTo(meantToBreak ? 1 : 0), () => $"{script.Id}: {request}: {string.Join("; ", found)}");
            }
        }
    }

    [TestCaseSource(typeof(Schemas), nameof(Schemas.AtHand))]
    public void Compiling_again_gives_the_same(QmpSchema schema)
    {
        string[] first = [.. CaseCompiler.Compile(schema, CompiledFixture.Safety, MachineCatalogue.Empty).Select(s => string.Join('\n', s.Steps.OfType<Step.Send>().Select(x => x.Message)))];
        string[] second = [.. CaseCompiler.Compile(schema, CompiledFixture.Safety, MachineCatalogue.Empty).Select(s => string.Join('\n', s.Steps.OfType<Step.Send>().Select(x => x.Message)))];

        Assert.That(second, Is.EqualTo(first));
    }
}
