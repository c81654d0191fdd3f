using Harness.Unit;

namespace Harness.Interop;

/// <summary>QEMU's schema files, fetched by <c>fetch-qemu-source.sh</c>; <c>QEMU_SOURCE</c> says where they are.</summary>
internal static class QemuSource
{
    /// <summary>The three schemas that QEMU ships, by their folders.</summary>
    public static readonly string[] Schemas = ["qapi", "storage-daemon/qapi", "qga"];

    /// <summary>Path below the folder of QEMU's sources; fails the test when there is none.</summary>
    public static string Path(string relative)
    {
        string folder = Environment.GetEnvironmentVariable("QEMU_SOURCE") ?? System.IO.Path.Combine(Repository.Root, ".cache", "qemu-source");
        Assert.That(Directory.Exists(folder), $"no QEMU sources in {folder}: run suites/Interop/fetch-qemu-source.sh, or ./run-tests.sh interop, which does");
        return System.IO.Path.Combine(folder, relative);
    }
}
