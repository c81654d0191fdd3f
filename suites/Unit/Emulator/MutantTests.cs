using System.Text;

using Harness.Emulator;
using Harness.Emulator.Mutants;

namespace Harness.Unit.Emulator;

/// <summary>Mutants of the protocol show on scripts of a few lines; that all mutants fail a case is what the kill matrix proves.</summary>
public sealed class MutantTests
{
    private const string Open = """-> {"execute": "qmp_capabilities"}""";
    private const string OpenOutOfBand = """-> {"execute": "qmp_capabilities", "arguments": {"enable": ["oob"]}}""";
    private const string Hold = """-> {"execute": "x-oob-test", "arguments": {"lock": true}, "id": 1}""";
    private const string Release = """-> {"exec-oob": "x-oob-test", "arguments": {"lock": false}, "id": 2}""";

    /// <summary>Mutant id, then the lines of the script.</summary>
    private static readonly string[][] Table =
    [
        ["no-greeting", "-- connect"],
        ["greeting-without-version", "-- connect"],
        ["greeting-without-capabilities", "-- connect"],
        ["greeting-twice", "-- connect"],
        ["event-before-negotiation", "2-- connect", Open, Run("stop")],
        ["open-gate", Run("query-name")],
        ["gate-generic-error", Run("query-name")],
        ["gate-stays-shut", Open, Run("query-name")],
        ["renegotiates", Open, Open],
        ["negotiation-shared", Open, "2" + Run("query-name")],
        ["capability-unknown-accepted", """-> {"execute": "qmp_capabilities", "arguments": {"enable": ["x"]}}"""],
        ["lost-id", Open, Run("query-name", "1")],
        ["lost-id-in-errors", Open, Run("nope", "1")],
        ["id-as-string", Open, Run("query-name", "1")],
        ["null-id-dropped", Open, Run("query-name", "null")],
        ["invented-id", Open],
        ["structured-id-flattened", Open, Run("query-name", "[1]")],
        ["number-through-double", Open, Run("query-name", "9007199254740993")],
        ["big-integer-clipped", Open, Run("query-name", "18446744073709551615")],
        ["id-of-first-request", Open, Run("query-name", "1"), Run("query-name", "2")],
        ["wrong-error-class", Open, Run("nope")],
        ["error-with-return", Open, Run("nope")],
        ["error-without-class", Open, Run("nope")],
        ["error-without-desc", Open, Run("nope")],
        ["error-as-success", Open, Run("nope")],
        ["success-without-return", Open],
        ["empty-return-null", Open],
        ["two-replies", Open],
        ["reply-out-of-order", Open, """-> {"execute": "query-name", "id": 1}{"execute": "query-name", "id": 2}"""],
        ["silent-refusal", Open, """-> {"execute": "stop", "arguments": {"a": 1}}"""],
        ["extra-bytes", Open],
        ["truncated-reply", Open],
        ["lf-only", "-- connect"],
        ["no-line-end", "-- connect"],
        ["pretty-printed", Open, Run("query-status")],
        ["single-quoted-output", Open],
        ["non-ascii-output", Open, Run("query-name", "\"\u00e9\"")],
        ["strict-quotes", Open, "-> {'execute': 'query-name'}"],
        ["needs-newline", Open],
        ["forgets-partial-message", Open, """-> {"execute": """, """-> "query-name"}"""],
        ["hangs-on-split", Open, """-> {"execute": """, """-> "query-name"}"""],
        ["one-message-a-read", Open, """-> {"execute": "query-name"}{"execute": "query-name"}"""],
        ["closes-on-garbage", Open, @"->raw \x01"],
        ["silent-on-garbage", Open, @"->raw \x01"],
        ["deaf-after-garbage", Open, @"->raw \x01", Run("query-name")],
        ["off-by-one-nesting-limit", Open, Run("query-name", Nested(1023))],
        ["accepts-unknown-argument", Open, """-> {"execute": "stop", "arguments": {"a": 1}}"""],
        ["accepts-wrong-type", Open, """-> {"execute": "x-arguments", "arguments": {"text": 1}}"""],
        ["accepts-missing-argument", Open, Run("x-arguments")],
        ["accepts-out-of-range", Open, """-> {"execute": "x-arguments", "arguments": {"text": "", "small": 256}}"""],
        ["accepts-unknown-enum-value", Open, """-> {"execute": "x-arguments", "arguments": {"text": "", "colour": "x"}}"""],
        ["null-as-absent", Open, """-> {"execute": "x-arguments", "arguments": {"text": "", "small": null}}"""],
        ["refuses-empty-arguments", Open, """-> {"execute": "stop", "arguments": {}}"""],
        ["side-effect-on-refusal", Open, """-> {"execute": "stop", "arguments": {"a": 1}}""", Run("query-status")],
        ["ignores-unknown-envelope-member", Open, """-> {"execute": "query-name", "extra": 1}"""],
        ["ignores-non-object-arguments", Open, """-> {"execute": "query-name", "arguments": [1]}"""],
        ["command-in-any-case", Open, Run("QUERY-NAME")],
        ["oob-not-offered", "-- connect"],
        ["oob-without-asking", Open, """-> {"exec-oob": "x-oob-test", "arguments": {"lock": false}}"""],
        ["oob-refused", OpenOutOfBand, """-> {"exec-oob": "x-oob-test", "arguments": {"lock": false}}"""],
        ["oob-waits", OpenOutOfBand, Hold, Release],
        ["no-stop-event", Open, Run("stop")],
        ["no-resume-event", Open, Run("stop"), Run("cont")],
        ["no-reset-event", Open, Run("system_reset")],
        ["no-powerdown-event", Open, Run("system_powerdown")],
        ["no-shutdown-event", Open, Run("quit")],
        ["no-wakeup-event", Open, "-- suspend", Run("system_wakeup")],
        ["repeated-stop-event", Open, Run("stop"), Run("stop")],
        ["event-after-reply", Open, Run("stop")],
        ["event-to-caller-only", Open, "2" + Open, Run("stop")],
        ["event-twice", Open, Run("stop")],
        ["event-without-timestamp", Open, Run("stop")],
        ["event-timestamp-as-number", Open, Run("stop")],
        ["event-timestamp-overflow", Open, Run("stop")],
        ["stale-state", Open, Run("query-status"), Run("stop"), Run("query-status")],
        ["stop-without-effect", Open, Run("stop"), Run("query-status")],
        ["cont-without-effect", Open, Run("stop"), Run("cont"), Run("query-status")],
        ["repeated-stop-refused", Open, Run("stop"), Run("stop")],
        ["running-flag-stuck", Open, Run("stop"), Run("query-status")],
        ["reset-stops", Open, Run("system_reset"), Run("query-status")],
        ["reset-starts", Open, Run("stop"), Run("system_reset"), Run("query-status")],
        ["repeated-resume-event", Open, Run("cont")],
        ["cont-ignores-incoming", Open, Run("cont")],
        ["powerdown-stops", Open, Run("system_powerdown")],
        ["wakeup-always", Open, Run("system_wakeup")],
        ["quit-without-end", Open, Run("quit")],
        ["quit-without-reply", Open, Run("quit")],
        ["offers-nothing", Open, Run("query-commands")],
        ["hides-a-command", Open, Run("query-commands")],
        ["wrong-return-type", Open, Run("stop")],
    ];

    public static IEnumerable<TestCaseData> Rows() => Table.Select(row => new TestCaseData(row[0], string.Join('\n', row[1..])).SetArgDisplayNames(row[0]));

    [TestCaseSource(nameof(Rows))]
    public void Mutant_shows(string id, string script)
    {
        string plain = Conversation.Play(Make(null), script);
        string again = Conversation.Play(Make(null), script);
        string mutant = Conversation.Play(Make(id), script);

        Assert.That(again, Is.EqualTo(plain));
        Assert.That(mutant, Is.Not.EqualTo(plain));
    }

    [Test]
    public void Every_mutant_has_its_own_id()
    {
        string[] ids = [.. MutantCatalogue.All.Select(m => m.Id)];

        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.All.Matches("^[a-z0-9]+(-[a-z0-9]+)*$"));
        Assert.That(Table.Select(row => row[0]), Is.Unique.And.SubsetOf(ids));
    }

    [Test]
    public void Descriptions_are_sentences_about_the_server_without_their_subject() =>
        Assert.That(MutantCatalogue.All.Select(m => m.Description), Is.Unique.And.All.Matches("^[a-z].*[^.]$"));

    [Test]
    public void An_unknown_mutant_is_refused_with_the_list_of_those_there_are() => Assert.That(
        () => Make("no-such-mutant"),
        Throws.ArgumentException.With.Message.Contains("'no-such-mutant'").And.Message.Contains("lost-id"));

    private static string Run(string command, string? id = null) =>
        id is null ? $$"""-> {"execute": "{{command}}"}""" : $$"""-> {"execute": "{{command}}", "id": {{id}}}""";

    private static string Nested(int levels) => new StringBuilder().Append('[', levels).Append(']', levels).ToString();

    private static Harness.Emulator.Emulator Make(string? mutant) => new(TestSchema.Documented, new EmulatorOptions { Mutant = mutant });
}
