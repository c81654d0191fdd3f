using Harness.Emulator.State.Block;

namespace Harness.Unit.Emulator.Block;

public sealed class ImageOpenerTests
{
    [TestCase("disks/test.qcow2", "base.qcow2", "disks/base.qcow2")]
    [TestCase("test.qcow2", "base.qcow2", "base.qcow2")]
    [TestCase("/a/b.qcow2", "../c.qcow2", "/a/../c.qcow2")]
    [TestCase("/a/b.qcow2", "/c.qcow2", "/c.qcow2")]
    [TestCase("/a/b.qcow2", "http://host/c.qcow2", "http://host/c.qcow2")]
    [TestCase("/a/b.qcow2", "c/d:e.qcow2", "/a/c/d:e.qcow2")]
    public void A_backing_file_is_looked_for_beside_the_image_that_names_it(string image, string backing, string whole) =>
        Assert.That(ImageOpener.Resolve(image, backing), Is.EqualTo(whole));
}
