using System.Xml.Linq;

namespace Harness.Unit;

/// <summary>The arrows of ARCHITECTURE.md are law: a project file that points elsewhere fails here.</summary>
public sealed class LayeringTests
{
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Wire"] = [],
        ["Schema"] = [],
        ["Session"] = ["Wire"],
        ["Transport"] = ["Wire"],
        ["Transcripts"] = ["Wire", "Schema"],
        ["Emulator"] = ["Session", "Schema"],
        ["Cases"] = ["Session", "Schema", "Transcripts"],
        ["Fuzz"] = ["Cases", "Schema"],
        ["Reports"] = ["Cases"],
        ["Cli"] = ["Wire", "Schema", "Session", "Transport", "Transcripts", "Emulator", "Cases", "Fuzz", "Reports"],
    };

    public static IEnumerable<string> Projects() =>
        Repository.Files("src", "Harness.*.csproj").Select(f => Path.GetFileNameWithoutExtension(f)["Harness.".Length..]).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Projects))]
    public void Project_references_only_what_its_arrow_allows(string project)
    {
        string file = Path.Combine(Repository.Root, "src", $"Harness.{project}", $"Harness.{project}.csproj");
        string[] references = [.. XDocument.Load(file).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension((string)r.Attribute("Include")!))
            .Where(n => n.StartsWith("Harness.", StringComparison.Ordinal))
            .Select(n => n["Harness.".Length..])];

        Assert.That(Arrows, Does.ContainKey(project), "a new project needs a row in ARCHITECTURE.md and here");
        Assert.That(references, Is.SubsetOf(Arrows[project]));
    }

    [Test]
    public void Every_source_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Harness.sln"));
        string[] missing = [.. new[] { "src", "suites" }
            .SelectMany(top => Repository.Files(top, "*.csproj"))
            .Select(f => Path.GetFileName(f))
            .Where(name => !solution.Contains(name, StringComparison.Ordinal))];

        Assert.That(missing, Is.Empty);
    }
}
