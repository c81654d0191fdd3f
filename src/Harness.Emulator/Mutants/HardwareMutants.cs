using System.Text;
using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;

namespace Harness.Emulator.Mutants;

/// <summary>CPUs, threads and the machine's identity told or changed wrongly.</summary>
internal static class HardwareMutants
{
    private static readonly string[] Lists = ["query-cpus", "query-iothreads", "query-memdev"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("cpu-without-effect", "answers cpu and keeps the default CPU", "cpu", call => call.Machine.Processors.Find(call.Arguments.Int("index")) is null ? call.Run() : Reply.Empty),
        CommandMutant.Of("every-cpu-current", "says of every CPU that it is the default one", "query-cpus", call => Rewrite(call, "\"current\": false", "\"current\": true")),
        CommandMutant.Of("cpu-counter-of-another-kind", "says where CPUs execute by the member of another architecture", "query-cpus", call => Rewrite(call, "\"pc\"", "\"nip\"")),
        CommandMutant.Of("cpu-add-without-effect", "answers cpu-add and adds nothing", "cpu-add", call => call.Machine.Processors.CanAdd ? Reply.Empty : call.Run()),
        CommandMutant.Of("cpu-add-unchecked", "adds a CPU that there is, that there cannot be, or where none can be added", "cpu-add", call => call.Run() is { IsError: false } reply ? reply : Reply.Empty),
        CommandMutant.Of("cpu-add-off-by-one", "takes one CPU less than the maximum", "cpu-add", call => call.Arguments.Int("id") >= call.Machine.Processors.Maximum - 1 ? Reply.Error("too many") : call.Run()),
        new("lists-one-only", "lists the first CPU, thread or memory backend only", () => new OneOnly()),
        CommandMutant.Of("iothreads-with-main-loop", "lists the main loop as a thread", "query-iothreads", _ => Reply.Json("""[{"id": "main", "thread-id": 1}]""")),
        CommandMutant.Of("target-always-x86", "calls every architecture x86_64", "query-target", _ => Reply.Json("""{"arch": "x86_64"}""")),
        CommandMutant.Of("nmi-unchecked", "answers inject-nmi on machines that have none", "inject-nmi", _ => Reply.Empty),
        CommandMutant.Of("kvm-always", "says that KVM is used", "query-kvm", _ => Reply.Json("""{"enabled": true, "present": true}""")),
        CommandMutant.Of("name-always", "names machines that have no name", "query-name", _ => Reply.Json("""{"name": ""}""")),
        CommandMutant.Of("uuid-made-up", "makes up an identity for a machine that was given none", "query-uuid", _ => Reply.Json("""{"UUID": "550e8400-e29b-41d4-a716-446655440000"}""")),
    ];

    private static string Text(in Invocation call) => Encoding.UTF8.GetString(call.Run().Result(new DataWriter()));

    private static Reply Rewrite(in Invocation call, string from, string to) => Reply.Json(Text(call).Replace(from, to, StringComparison.Ordinal));

    private sealed class OneOnly : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            if (!Lists.Contains(call.Command.Name))
            {
                return base.Execute(call);
            }

            using JsonDocument all = JsonDocument.Parse(Text(call));
            return Reply.Json($"[{string.Join(", ", all.RootElement.EnumerateArray().Take(1).Select(item => item.GetRawText()))}]");
        }
    }
}
