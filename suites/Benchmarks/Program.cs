using BenchmarkDotNet.Running;

using Harness.Benchmarks.RoundTrips;

// Three uses: the report of round trips against real programs, the bare echo server that it starts, and BenchmarkDotNet rows.
switch (args)
{
    case ["echo", string path]:
        return EchoServer.Run(path);
    case ["round-trips", .. string[] rest]:
        return RoundTripReport.Run(rest.Contains("--quick"), Console.Out);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(EchoServer).Assembly).Run(args);
        return 0;
}
