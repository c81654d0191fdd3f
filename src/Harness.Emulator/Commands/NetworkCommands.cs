using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Networking;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>Both ends of network connections.</summary>
internal sealed class NetworkCommands(Machine machine)
{
    private Network Network => machine.Network;

    [QmpCommand("netdev_add")]
    private Reply Add(Arguments arguments, Caller caller)
    {
        string type = arguments.String("type");
        string id = arguments.String("id");
        string[] options = [.. arguments.Element.EnumerateObject().Select(o => o.Name).Where(n => n is not ("type" or "id"))];
        if ((WhyNoName(id) ?? NetworkKinds.WhyNot(type, options) ?? WhyNotOnHost(type, arguments, caller.Monitor)) is { } why)
        {
            return Reply.Error(why);
        }

        Network.Add(new NetworkBackend(id, type));
        return Reply.Empty;
    }

    [QmpCommand("netdev_del")]
    private Reply Remove(Arguments arguments)
    {
        string id = arguments.String("id");
        if (Network.Backend(id) is not { } backend)
        {
            return NotFound(id);
        }

        Network.Remove(backend);
        return Reply.Empty;
    }

    /// <summary>Takes the name of either end.</summary>
    [QmpCommand("set_link")]
    private Reply SetLink(Arguments arguments)
    {
        string name = arguments.String("name");
        bool up = arguments.Bool("up");
        NetworkAdapter? adapter = Network.Adapter(name);
        if (adapter is null)
        {
            return Network.Backend(name) is null ? NotFound(name) : Reply.Empty;
        }

        adapter.IsUp = up;
        return Reply.Empty;
    }

    [QmpCommand("query-rx-filter")]
    private Reply QueryFilter(Arguments arguments)
    {
        string? name = arguments.OptionalString("name");
        if (name is not null && WhyNotAsked(name) is { } why)
        {
            return Reply.Error(why);
        }

        NetworkAdapter[] asked = [.. Network.Adapters.Where(a => name is null ? a.TellsFilter : a.Name == name)];
        Array.ForEach(asked, a => a.TellsNextChange = true);
        return Reply.Array(data =>
        {
            foreach (NetworkAdapter adapter in asked)
            {
                data.BeginObject();
                adapter.Write(data);
                data.EndObject();
            }
        });
    }

    private static Reply NotFound(string name) => Reply.Error(ErrorClass.DeviceNotFound, $"Device '{name}' not found");

    private static bool IsIdentifier(string id) =>
        id.Length > 0 && char.IsAsciiLetter(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');

    private string? WhyNoName(string id) =>
        !IsIdentifier(id) ? $"'{id}' is no identifier: a letter, then letters, digits, '-', '.' and '_'"
        : Network.Backend(id) is not null ? $"Duplicate ID '{id}' for netdev"
        : null;

    /// <summary>What options name must be there: a descriptor, a character device.</summary>
    private string? WhyNotOnHost(string type, Arguments arguments, MonitorSession monitor)
    {
        if (arguments.TryGet("fd", out JsonElement fd) && !machine.Descriptors.Has(monitor, fd.ToString()))
        {
            return $"File descriptor named '{fd}' has not been found";
        }

        return type == "vhost-user" && arguments.TryGet("chardev", out JsonElement chardev) && machine.CharacterDevices.Find(chardev.ToString()) is null
            ? $"chardev \"{chardev}\" not found"
            : null;
    }

    private string? WhyNotAsked(string name) => Network.Adapter(name) switch
    {
        null when Network.Backend(name) is not null => $"net client({name}) isn't a NIC",
        null => $"invalid net client name: {name}",
        { TellsFilter: false } => $"net client({name}) doesn't support rx-filter querying",
        _ => null,
    };
}
