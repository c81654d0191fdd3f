using System.Text.Json;

using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Ways to open a session wrongly.</summary>
internal static class NegotiationMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("no-greeting", "sends no greeting", () => new NoGreeting()),
    ];

    private sealed class NoGreeting : Conduct
    {
        public override void Send(MonitorSession monitor, LineKind kind, ReadOnlySpan<byte> line)
        {
            if (kind != LineKind.Greeting)
            {
                base.Send(monitor, kind, line);
            }
        }
    }
}
