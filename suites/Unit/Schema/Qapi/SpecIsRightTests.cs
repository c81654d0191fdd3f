using Harness.Schema;

namespace Harness.Unit.Schema.Qapi;

public sealed class SpecIsRightTests
{
    [Test]
    public void Nothing_is_wrong_in_the_executable_spec() =>
        Assert.That(SchemaSources.Check(Path.Combine(Repository.Root, "spec", "qmp-2.3")).Diagnostics, Is.Empty);
}
