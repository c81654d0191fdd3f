using Harness.Emulator.Dispatch;
using Harness.Emulator.State;

namespace Harness.Emulator.Commands;

/// <summary>File descriptors that clients hand over, by name and in sets.</summary>
internal sealed class DescriptorCommands(Machine machine)
{
    private const string NonePassed = "No file descriptor supplied via SCM_RIGHTS";

    [QmpCommand("getfd")]
    private Reply Get(Arguments arguments, Caller caller)
    {
        string name = arguments.String("fdname");
        if (machine.Descriptors.TakePassed(caller.Monitor) is not { } descriptor)
        {
            return Reply.Error(NonePassed);
        }

        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            descriptor.Close?.Invoke();
            return Reply.Error("Parameter 'fdname' expects a name not starting with a digit");
        }

        machine.Descriptors.Name(caller.Monitor, name, descriptor);
        return Reply.Empty;
    }

    [QmpCommand("closefd")]
    private Reply Close(Arguments arguments, Caller caller)
    {
        string name = arguments.String("fdname");
        return machine.Descriptors.Close(caller.Monitor, name) ? Reply.Empty : Reply.Error($"File descriptor named '{name}' not found");
    }

    [QmpCommand("add-fd")]
    private Reply Add(Arguments arguments, Caller caller)
    {
        long? set = arguments.OptionalInt("fdset-id");
        string? opaque = arguments.OptionalString("opaque");
        if (machine.Descriptors.TakePassed(caller.Monitor) is not { } descriptor)
        {
            return Reply.Error(NonePassed);
        }

        if (set < 0)
        {
            descriptor.Close?.Invoke();
            return Reply.Error("Parameter 'fdset-id' expects a non-negative value");
        }

        long id = machine.DescriptorSets.Add(set, descriptor, opaque);
        return Reply.Object(data =>
        {
            data.Int("fdset-id", id);
            data.Int("fd", descriptor.Number);
        });
    }

    [QmpCommand("remove-fd")]
    private Reply Remove(Arguments arguments)
    {
        long set = arguments.Int("fdset-id");
        long? number = arguments.OptionalInt("fd");
        string which = number is null ? $"fdset-id:{set}" : $"fdset-id:{set}, fd:{number}";
        return machine.DescriptorSets.Remove(set, number) ? Reply.Empty : Reply.Error($"File descriptor named '{which}' not found");
    }

    [QmpCommand("query-fdsets")]
    private Reply QuerySets(Arguments arguments) => Reply.Array(data =>
    {
        foreach ((long id, IReadOnlyList<SetMember> members) in machine.DescriptorSets.All)
        {
            data.BeginObject();
            data.Int("fdset-id", id);
            data.BeginArray("fds");
            foreach (SetMember member in members)
            {
                data.BeginObject();
                data.Int("fd", member.Descriptor.Number);
                data.OptionalString("opaque", member.Opaque);
                data.EndObject();
            }

            data.EndArray();
            data.EndObject();
        }
    });
}
