using System.Text.Json;

using Harness.Emulator.State;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Topics of <c>info</c> about the machine as a whole.</summary>
internal static class MachineTopics
{
    /// <summary>Members in which CPUs say where they execute.</summary>
    private static readonly string[] Counters = ["pc", "nip", "npc", "PC"];

    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("status", "whether the guest runs, and if not, why", Status),
        new("version", "version of the emulator", Version),
        new("name", "name of the machine", call => call.Ask("query-name").Text("name") is { } name ? [name] : []),
        new("uuid", "UUID of the machine", call => [call.Ask("query-uuid").Text("UUID")!]),
        new("kvm", "whether KVM is used", Kvm),
        new("cpus", "virtual CPUs", Cpus),
        new("registers", "where a CPU executes", Registers),
        new("iothreads", "threads that serve devices", call => call.List("query-iothreads").SelectMany(t => new[] { $"{t.Text("id")}:", $"  thread_id={t.Int("thread-id")}" })),
        new("mice", "mice and tablets, and which gets the input", Mice),
        new("balloon", "how much memory the guest has left", call => [$"balloon: actual={call.Ask("query-balloon").Int("actual") >> 20}"]),
        new("trace-events", "trace events and whether they are on", TraceEvents, new Word("name", Optional: true)),
    ];

    private static IEnumerable<string> Status(HumanCall call)
    {
        JsonElement state = call.Ask("query-status");
        bool runs = state.Flag("running");
        string why = runs || state.Text("status") == "paused" ? "" : $" ({state.Text("status")})";
        yield return $"VM status: {(runs ? "running" : "paused")}{(state.Flag("singlestep") ? " (single step mode)" : "")}{why}";
    }

    private static IEnumerable<string> Version(HumanCall call)
    {
        JsonElement version = call.Ask("query-version");
        JsonElement numbers = version.GetProperty("qemu");
        yield return $"{numbers.Int("major")}.{numbers.Int("minor")}.{numbers.Int("micro")}{version.Text("package")}";
    }

    private static IEnumerable<string> Kvm(HumanCall call)
    {
        JsonElement kvm = call.Ask("query-kvm");
        yield return $"kvm support: {(!kvm.Flag("present") ? "not compiled" : kvm.Flag("enabled") ? "enabled" : "disabled")}";
    }

    /// <summary>The asterisk is at the CPU that this command uses.</summary>
    private static IEnumerable<string> Cpus(HumanCall call) => call.List("query-cpus").Select(cpu =>
        $"{(cpu.Int("CPU") == call.Session.Cpu ? '*' : ' ')} CPU #{cpu.Int("CPU")}: thread_id={cpu.Int("thread_id")}");

    /// <summary>A CPU has no more registers here than those that say where it executes.</summary>
    private static IEnumerable<string> Registers(HumanCall call)
    {
        JsonElement cpu = call.List("query-cpus").First(c => c.Int("CPU") == call.Session.Cpu);
        yield return "";
        yield return $"CPU#{call.Session.Cpu}";
        IEnumerable<string> counters = Counters.Where(n => cpu.Member(n) is not null).Select(n => $"{n.ToUpperInvariant()}={cpu.Int(n):x16}");
        yield return string.Join(' ', [.. counters, $"HLT={(cpu.Flag("halted") ? 1 : 0)}"]);
    }

    private static string[] Mice(HumanCall call)
    {
        string[] mice = [.. call.List("query-mice").Select(m =>
            $"{(m.Flag("current") ? '*' : ' ')} Mouse #{m.Int("index")}: {m.Text("name")}{(m.Flag("absolute") ? " (absolute)" : "")}")];
        return mice.Length > 0 ? mice : ["No mouse devices connected"];
    }

    private static IEnumerable<string> TraceEvents(HumanCall call) =>
        call.List("trace-event-get-state", new() { ["name"] = call.Text("name") ?? "*" }).Select(e => $"{e.Text("name")} : state {(e.Text("state") == "enabled" ? 1 : 0)}");
}
