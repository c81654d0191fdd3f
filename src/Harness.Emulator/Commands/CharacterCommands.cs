using System.Buffers.Text;
using System.Text;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Characters;

namespace Harness.Emulator.Commands;

/// <summary>Character devices, and what is written to and read from those that are ring buffers.</summary>
internal sealed class CharacterCommands(Machine machine)
{
    private CharacterDevices Devices => machine.CharacterDevices;

    [QmpCommand("query-chardev")]
    private Reply Query(Arguments arguments) => Reply.Array(data =>
    {
        foreach (CharacterDevice device in Devices.All)
        {
            data.BeginObject();
            device.Write(data);
            data.EndObject();
        }
    });

    [QmpCommand("query-chardev-backends")]
    private Reply QueryBackends(Arguments arguments) => Reply.Array(data =>
    {
        foreach (string kind in Devices.Backends)
        {
            data.BeginObject();
            data.String("name", kind);
            data.EndObject();
        }
    });

    [QmpCommand("chardev-add")]
    private Reply Add(Arguments arguments, Caller caller)
    {
        string id = arguments.String("id");
        Arguments backend = arguments.Object("backend");
        if (Devices.Find(id) is not null)
        {
            return Reply.Error($"Chardev '{id}' already exists");
        }

        CharacterBackend made = new(machine, caller.Monitor, id, backend.String("type"), backend.Object("data"));
        if (made.WhyNot() is { } why)
        {
            return Reply.Error($"Failed to add chardev '{id}': {why}");
        }

        CharacterDevice device = made.Create();
        Devices.Add(device);
        return device.Kind == "pty" ? Reply.Object(data => data.String("pty", device.FileName["pty:".Length..])) : Reply.Empty;
    }

    [QmpCommand("chardev-remove")]
    private Reply Remove(Arguments arguments)
    {
        string id = arguments.String("id");
        if (Devices.Find(id) is not { } device)
        {
            return Reply.Error($"Chardev '{id}' not found");
        }

        if (Devices.IsBusy(device))
        {
            return Reply.Error($"Chardev '{id}' is busy");
        }

        Devices.Remove(device);
        return Reply.Empty;
    }

    [QmpCommand("ringbuf-write")]
    private Reply Write(Arguments arguments)
    {
        string text = arguments.String("data");
        string device = arguments.String("device");
        byte[]? bytes = IsBase64(arguments) ? Decode(text) : Encoding.UTF8.GetBytes(text);
        if (WhyNoRing(device) is { } error)
        {
            return error;
        }

        if (bytes is null)
        {
            return Reply.Error("Base64 data contains invalid characters");
        }

        Devices.Find(device)!.Ring!.Write(bytes);
        return Reply.Empty;
    }

    [QmpCommand("ringbuf-read")]
    private Reply Read(Arguments arguments)
    {
        long size = arguments.Int("size");
        string device = arguments.String("device");
        if (WhyNoRing(device) is { } error)
        {
            return error;
        }

        if (size <= 0)
        {
            return Reply.Error("size must be greater than zero");
        }

        byte[] bytes = Devices.Find(device)!.Ring!.Read(size);
        string text = IsBase64(arguments) ? Convert.ToBase64String(bytes) : Encoding.UTF8.GetString(bytes);
        return Reply.Value(data => data.String(text));
    }

    private static bool IsBase64(Arguments arguments) => arguments.OptionalString("format") == "base64";

    /// <summary>Null for what is no Base64; white space is not either.</summary>
    private static byte[]? Decode(string text) =>
        !text.Any(char.IsWhiteSpace) && Base64.IsValid(text) ? Convert.FromBase64String(text) : null;

    private Reply? WhyNoRing(string name) => Devices.Find(name) switch
    {
        null => Reply.Error($"Device '{name}' not found"),
        { Ring: null } => Reply.Error($"{name} is not a ringbuf device"),
        _ => null,
    };
}
