namespace Harness.Unit;

/// <summary>
/// Expected texts in files of the source tree. <c>UPDATE_GOLDEN=1</c> writes what is there instead of comparing, and is refused
/// where <c>CI</c> is set. No text and no file are the same.
/// </summary>
internal static class Golden
{
    /// <param name="repoRelativePath">With '/', from the root of the source tree.</param>
    /// <param name="actual">Line ends are line feeds; a last one is added where it is missing.</param>
    public static void Verify(string repoRelativePath, string actual)
    {
        string path = Path.Combine(Repository.Root, repoRelativePath);
        string text = actual.Length == 0 || actual.EndsWith('\n') ? actual : actual + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is { Length: > 0 })
        {
            Accept(path, text);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.That(text, Is.EqualTo(expected), $"{repoRelativePath} differs; read the difference, then accept it with UPDATE_GOLDEN=1");
    }

    private static void Accept(string path, string text)
    {
        Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Null.Or.Empty, "golden files are accepted by people, never where CI is set");
        if (text.Length == 0)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
