using Harness.Emulator.Dispatch;

namespace Harness.Emulator.Mutants;

/// <summary>Character devices that are added, removed, written and read wrongly.</summary>
internal static class CharacterMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("chardev-add-without-effect", "answers chardev-add and has no new device", "chardev-add", AddsNothing),
        CommandMutant.Of("chardev-add-accepts-all", "says that it has added what it has not", "chardev-add", Edited.Success),
        CommandMutant.Of("chardev-add-takes-name-anew", "gives the name of a device to a new one", "chardev-add", TakesNameAnew),
        CommandMutant.Of("chardev-add-no-pty", "does not tell the name of a pseudo-terminal", "chardev-add", call => Edited.Result(call, r => r.AsObject().Clear())),
        CommandMutant.Of("chardev-add-pty-always", "tells a pseudo-terminal for every kind", "chardev-add", call => Edited.Result(call, r => r["pty"] ??= "/dev/pts/9")),
        CommandMutant.Of("chardev-add-keeps-output", "does not begin a file anew", "chardev-add", call => call.With("backend", """{"type": "null", "data": {}}""").Run()),
        CommandMutant.Of("chardev-remove-without-effect", "answers chardev-remove and keeps the device", "chardev-remove", call => call.Machine.CharacterDevices.Find(call.Arguments.String("id")) is null ? call.Run() : Reply.Empty),
        CommandMutant.Of("chardev-remove-accepts-all", "says that it has removed what is not there", "chardev-remove", Edited.Success),
        CommandMutant.Of("chardev-remove-ignores-use", "removes a device that is used", "chardev-remove", RemovesUsed),
        CommandMutant.Of("ringbuf-write-without-effect", "answers ringbuf-write and forgets the data", "ringbuf-write", call => call.With("data", "\"\"").Run()),
        CommandMutant.Of("ringbuf-write-keeps-oldest", "drops new data where the buffer is full", "ringbuf-write", KeepsOldest),
        CommandMutant.Of("ringbuf-write-ignores-format", "takes all data as text", "ringbuf-write", call => call.With("format", "\"utf8\"").Run()),
        CommandMutant.Of("ringbuf-write-base64-by-default", "takes data as Base64 unless it is told not to", "ringbuf-write", call => call.Arguments.Has("format") ? call.Run() : call.With("format", "\"base64\"").Run()),
        CommandMutant.Of("ringbuf-write-accepts-all", "says that it has written what it has not", "ringbuf-write", Edited.Success),
        CommandMutant.Of("ringbuf-read-keeps", "leaves in the buffer what was read", "ringbuf-read", ReadsWithoutTaking),
        CommandMutant.Of("ringbuf-read-ignores-size", "reads all that there is", "ringbuf-read", call => call.With("size", "1000000").Run()),
        CommandMutant.Of("ringbuf-read-off-by-one", "reads one byte more than it is asked for", "ringbuf-read", call => call.With("size", $"{call.Arguments.Int("size") + 1}").Run()),
        CommandMutant.Of("ringbuf-read-ignores-format", "returns all data as text", "ringbuf-read", call => call.With("format", "\"utf8\"").Run()),
        CommandMutant.Of("ringbuf-read-base64-by-default", "returns data as Base64 unless it is told not to", "ringbuf-read", call => call.Arguments.Has("format") ? call.Run() : call.With("format", "\"base64\"").Run()),
        CommandMutant.Of("ringbuf-read-counts-characters", "counts the characters of the string", "ringbuf-read", CountsCharacters),
        CommandMutant.Of("ringbuf-read-accepts-all", "reads nothing where it should refuse", "ringbuf-read", call => call.Run() is { IsError: false } reply ? reply : Reply.Json("\"\"")),
        CommandMutant.Of("query-chardev-shows-oldest", "lists the devices without those that were added", "query-chardev", call => Edited.Result(call, r => r.AsArray().RemoveAll(d => (string)d!["label"]! is "new" or "newest"))),
    ];

    private static Reply AddsNothing(Invocation call)
    {
        Reply reply = call.Run();
        if (!reply.IsError && call.Machine.CharacterDevices.Find(call.Arguments.String("id")) is { } added)
        {
            call.Machine.CharacterDevices.Remove(added);
        }

        return reply;
    }

    private static Reply TakesNameAnew(Invocation call)
    {
        if (call.Machine.CharacterDevices.Find(call.Arguments.String("id")) is { } old)
        {
            call.Machine.CharacterDevices.Remove(old);
        }

        return call.Run();
    }

    private static Reply RemovesUsed(Invocation call)
    {
        if (call.Machine.CharacterDevices.Find(call.Arguments.String("id")) is not { } device)
        {
            return call.Run();
        }

        call.Machine.CharacterDevices.Remove(device);
        return Reply.Empty;
    }

    private static Reply KeepsOldest(Invocation call)
    {
        if (call.Machine.CharacterDevices.Find(call.Arguments.String("device"))?.Ring is not { } ring)
        {
            return call.Run();
        }

        byte[] before = ring.Read(long.MaxValue);
        Reply reply = call.Run();
        ring.Write(before);
        return reply;
    }

    private static Reply ReadsWithoutTaking(Invocation call)
    {
        if (call.Machine.CharacterDevices.Find(call.Arguments.String("device"))?.Ring is not { } ring)
        {
            return call.Run();
        }

        byte[] before = ring.Read(long.MaxValue);
        ring.Write(before);
        Reply reply = call.Run();
        ring.Read(long.MaxValue);
        ring.Write(before);
        return reply;
    }

    private static Reply CountsCharacters(Invocation call) => call.Arguments.OptionalString("format") == "base64"
        ? call.With("size", $"{call.Arguments.Int("size") / 4 * 3}").Run()
        : call.With("size", $"{call.Arguments.Int("size") * 2}").Run();
}
