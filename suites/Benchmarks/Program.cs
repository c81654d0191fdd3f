using BenchmarkDotNet.Running;

using Harness.Benchmarks.RoundTrips;
using Harness.Benchmarks.Transcripts;

// The report of round trips against real programs, the bare echo server that it starts, the report on transcripts, and BenchmarkDotNet rows.
switch (args)
{
    case ["echo", string path]:
        return EchoServer.Run(path);
    case ["round-trips", .. string[] rest]:
        return RoundTripReport.Run(rest.Contains("--quick"), Console.Out);
    case ["transcripts", .. string[] rest]:
        return TranscriptReport.Run(rest.Contains("--large"), Console.Out);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(EchoServer).Assembly).Run(args);
        return 0;
}
