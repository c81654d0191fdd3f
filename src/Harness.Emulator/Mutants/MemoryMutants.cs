using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>A balloon that does not follow, and memory that is written where it must not be or not at all.</summary>
internal static class MemoryMutants
{
    private static readonly string[] Saving = ["memsave", "pmemsave", "dump-guest-memory"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("balloon-without-effect", "answers balloon and asks no guest", "balloon", _ => Reply.Empty),
        CommandMutant.Of("balloon-only-shrinks", "gives no memory back", "balloon", call => call.Arguments.Int("value") > call.Machine.Balloon.Actual ? Reply.Empty : call.Run()),
        CommandMutant.Of("balloon-first-request-counts", "forgets a balloon request that comes while another is open", "balloon", FirstRequest()),
        CommandMutant.Of("balloon-unchecked", "takes any balloon target on any machine", "balloon", call => call.Run() is { IsError: false } reply ? reply : Reply.Empty),
        new("balloon-event-missing", "does not send BALLOON_CHANGE", () => new Mute("BALLOON_CHANGE")),
        CommandMutant.Of("balloon-event-always", "sends BALLOON_CHANGE for every request", "balloon", EventAlways),
        CommandMutant.Of("balloon-beyond-memory", "says that the guest has what it was asked to have", "query-balloon", _ => Reply.Object(data => data.Int("actual", 4294967296))),
        new("save-writes-nothing", "answers and leaves no file", () => new SaveMutant(call => Rename(call).Run())),
        new("save-appends", "writes behind what the file had before", () => new SaveMutant(Append)),
        new("save-unchecked", "answers success whatever was wrong with the memory or the file", () => new SaveMutant(Unchecked)),
        CommandMutant.Of("memsave-first-cpu-only", "knows no CPU but the first", "memsave", call => call.Arguments.OptionalInt("cpu") is > 0 ? Reply.Error("there is no such CPU") : call.Run()),
        CommandMutant.Of("dump-unchecked", "dumps whatever it was asked for", "dump-guest-memory", Unchecked),
        CommandMutant.Of("dump-refuses-descriptors", "dumps to files only", "dump-guest-memory", call => call.Arguments.String("protocol").StartsWith("file:", StringComparison.Ordinal) ? call.Run() : Reply.Error("only files")),
        CommandMutant.Of("dump-refuses-parts", "dumps all memory or none", "dump-guest-memory", call => call.Arguments.Has("begin") ? Reply.Error("only the whole memory") : call.Run()),
        CommandMutant.Of("dump-default-compressed", "takes kdump-zlib where no format is named", "dump-guest-memory", call => (call.Arguments.Has("format") ? call : call.With("format", "\"kdump-zlib\"")).Run()),
        CommandMutant.Of("dump-capability-without-elf", "does not list elf among its formats", "query-dump-guest-memory-capability", _ => Reply.Json("""{"formats": ["kdump-zlib"]}""")),
        CommandMutant.Of("memory-devices-hidden", "lists no memory devices", "query-memory-devices", _ => Reply.Json("[]")),
    ];

    private static Func<Invocation, Reply> FirstRequest()
    {
        return call => call.Machine.Scheduler.NextDue is null ? call.Run() : Reply.Empty;
    }

    private static Reply EventAlways(Invocation call)
    {
        long actual = call.Machine.Balloon.Actual;
        call.Machine.Events.Emit("BALLOON_CHANGE", data => data.Int("actual", actual));
        return call.Run();
    }

    private static Reply Unchecked(Invocation call) => call.Run() is { IsError: false } reply ? reply : Reply.Empty;

    /// <summary>The same request for a file that nobody looks at.</summary>
    private static Invocation Rename(Invocation call) => call.Arguments.Has("filename") ? call.With("filename", "\"elsewhere\"")
        : call.Arguments.String("protocol").StartsWith("file:", StringComparison.Ordinal) ? call.With("protocol", "\"file:elsewhere\"")
        : call;

    private static Reply Append(Invocation call)
    {
        string name = call.Arguments.OptionalString("filename") ?? "";
        long before = call.Machine.Files.Find(name)?.Size ?? 0;
        Reply reply = call.Run();
        if (!reply.IsError && name.Length > 0)
        {
            call.Machine.Files.Resize(name, before + call.Machine.Files.Find(name)!.Size);
        }

        return reply;
    }

    /// <summary>Wrongs each command that writes memory to a file.</summary>
    private sealed class SaveMutant(Func<Invocation, Reply> execute) : Conduct
    {
        public override Reply Execute(in Invocation call) => Saving.Contains(call.Command.Name) ? execute(call) : base.Execute(call);
    }
}
