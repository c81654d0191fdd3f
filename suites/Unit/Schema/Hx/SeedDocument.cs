namespace Harness.Unit.Schema.Hx;

/// <summary>
/// The document that the project began with. It lies beside the source tree, where it lies at all, and never in it; the
/// environment's <c>QMP_SEED_DOCUMENT</c> may name it elsewhere.
/// </summary>
internal static class SeedDocument
{
    public static string Location { get; } = Environment.GetEnvironmentVariable("QMP_SEED_DOCUMENT") is { Length: > 0 } named
        ? named
        : Path.Combine(Repository.Root, "..", "shared", "seed", "qmp-commands.hx");

    /// <summary>Skips the running test where the document is not at hand.</summary>
    public static string Text()
    {
        if (!File.Exists(Location))
        {
            Assert.Ignore("the seed document is not at ../shared/seed/qmp-commands.hx");
        }

        return File.ReadAllText(Location);
    }
}
