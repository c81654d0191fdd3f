using BenchmarkDotNet.Attributes;

using Harness.Schema;

namespace Harness.Benchmarks;

/// <summary>Compiling schemas: this project's spec, and QEMU 7.2's where <c>QEMU_SOURCE</c> names it (suites/Interop/fetch-qemu-source.sh).</summary>
[MemoryDiagnoser]
public class CompileRows
{
    private readonly string _root = FindRoot(AppContext.BaseDirectory);

    [Benchmark]
    public LoadResult Spec() => SchemaSources.Load(Path.Combine(_root, "spec", "qmp-2.3"));

    [Benchmark]
    public LoadResult Qemu()
    {
        string source = Environment.GetEnvironmentVariable("QEMU_SOURCE") ?? Path.Combine(_root, ".cache", "qemu-source");
        return SchemaSources.Load(Path.Combine(source, "qapi", "qapi-schema.json"));
    }

    internal static string FindRoot(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Harness.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("no Harness.sln above the benchmark");
    }
}
