using Harness.Cases.Language;
using Harness.Schema.Source;

namespace Harness.Unit.Cases.Language;

public sealed class CaseFilesTests
{
    private const string Case = "case qmp.a\n level MUST\n source s\n <- {}\n";

    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("case-files").FullName.Replace('\\', '/');

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void A_directory_is_read_in_the_order_of_its_names()
    {
        Directory.CreateDirectory($"{_directory}/b");
        File.WriteAllText($"{_directory}/b/x.case", Case);
        File.WriteAllText($"{_directory}/c.case", Case.Replace("qmp.a", "qmp.c", StringComparison.Ordinal));
        File.WriteAllText($"{_directory}/a.case", Case.Replace("qmp.a", "qmp.0", StringComparison.Ordinal));
        File.WriteAllText($"{_directory}/notes.txt", "no case");

        CaseFileResult result = CaseFiles.Load([_directory], CaseTexts.Safety);

        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(result.Scripts.Select(s => s.Id), Is.EqualTo(new[] { "qmp.0", "qmp.a", "qmp.c" }));
    }

    [Test]
    public void A_case_may_be_in_one_file_only()
    {
        File.WriteAllText($"{_directory}/a.case", Case);
        File.WriteAllText($"{_directory}/b.case", Case);

        CaseFileResult result = CaseFiles.Load([$"{_directory}/a.case", $"{_directory}/b.case"], CaseTexts.Safety);

        Diagnostic diagnostic = result.Diagnostics.Single();
        Assert.That((diagnostic.Code, diagnostic.Span.File, diagnostic.Related?.File), Is.EqualTo(("CASE0104", $"{_directory}/b.case", $"{_directory}/a.case")));
        Assert.That(result.Scripts, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_file_that_is_not_there_is_reported()
    {
        CaseFileResult result = CaseFiles.Load([$"{_directory}/none.case"], CaseTexts.Safety);

        Assert.That(result.Diagnostics.Single().Code, Is.EqualTo("CASE0101"));
        Assert.That(result.HasErrors, Is.True);
    }
}
