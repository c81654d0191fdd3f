using System.Text;

using Harness.Cases.Impact;
using Harness.Schema;
using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Impact;

public sealed class TranscriptImpactTests
{
    private const string Header = """{"qmpt":1,"tool":"test","start":"2026-08-22T10:00:00.000000Z","clock":"monotonic-ns","profile":"qemu","target":{"kind":"unix"}}""";

    [Test]
    public void A_transcript_is_named_with_the_record_that_breaks_and_once()
    {
        string[] records =
        [
            """{"n":1,"t":0,"c":1,"k":"open"}""",
            """{"n":2,"t":1,"c":1,"k":">","m":{"execute":"query-events"}}""",
            """{"n":3,"t":1,"c":1,"k":"<","re":2,"m":{"return": []}}""",
            """{"n":4,"t":1,"c":1,"k":">","m":{"execute":"query-events"}}""",
            """{"n":5,"t":1,"c":1,"k":">","m":{"execute":"query-kvm"}}""",
            """{"n":6,"t":1,"c":1,"k":"<","re":5,"m":{"return": {"enabled": true, "present": true}}}""",
        ];

        IReadOnlyList<ImpactFinding> found = Find([Header, .. records]);

        Assert.That(found, Is.EqualTo(new[]
        {
            new ImpactFinding("a.qmpt", 3, "record 2", "query-events", "'query-events' is no command any more"),
            new ImpactFinding("a.qmpt", 7, "record 6", "query-kvm", "'query-kvm' does not answer so any more: 'present' is not a member of the type"),
        }));
    }

    [Test]
    public void A_file_that_is_no_transcript_is_said_to_be_none() =>
        Assert.That(() => Find(["words"]), Throws.TypeOf<FormatException>().With.Message.Contains("line 1"));

    private static IReadOnlyList<ImpactFinding> Find(string[] lines)
    {
        const string both = "{ 'command': 'query-kvm', 'returns': 'Kvm' }\n{ 'struct': 'Kvm', 'data': { 'enabled': 'bool'";
        QmpSchema old = Compile($"{both}, 'present': 'bool' }} }}\n{{ 'command': 'query-events', 'returns': [ 'Kvm' ] }}");
        QmpSchema now = Compile($"{both} }} }}");
        return new TranscriptImpact(new MessageImpact(old, now)).Of("a.qmpt", new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
    }

    private static QmpSchema Compile(string text)
    {
        LoadResult result = SchemaSources.Load("schema.json", new OneText(text));
        Assert.That(result.Diagnostics, Is.Empty);
        return result.Schema!;
    }

    private sealed class OneText(string text) : ISourceFiles
    {
        public string? Read(string path) => text;

        public bool DirectoryExists(string path) => false;
    }
}
