using System.Text.Json;

using Harness.Emulator.State.Networking;

namespace Harness.Emulator.Commands.Human;

/// <summary>Topics of <c>info</c> about character devices, networks and trusted platform modules.</summary>
internal static class DeviceTopics
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("chardev", "character devices", call => call.List("query-chardev").Select(c => $"{c.Text("label")}: filename={c.Text("filename")}")),
        new("network", "network adapters and backends", Network),
        new("tpm", "trusted platform modules", Tpm),
    ];

    /// <summary>The machine does not know which adapter a backend is joined to, so that each stands for itself.</summary>
    private static IEnumerable<string> Network(HumanCall call)
    {
        Network network = call.Session.Machine.Network;
        return network.Adapters.Select(a => $"{a.Name}: index=0,type=nic,macaddr={a.Mac}").Concat(network.Backends.Select(b => $"{b.Id}: index=0,type={b.Type}"));
    }

    private static IEnumerable<string> Tpm(HumanCall call)
    {
        JsonElement[] modules = [.. call.List("query-tpm")];
        if (modules.Length > 0)
        {
            yield return "TPM device:";
        }

        foreach (JsonElement module in modules)
        {
            JsonElement options = module.GetProperty("options");
            JsonElement data = options.GetProperty("data");
            string cancel = data.Text("cancel-path") is { } path ? $",cancel-path={path}" : "";
            yield return $" {module.Text("id")}: model={module.Text("model")}";
            yield return $@"  \ {module.Text("id")}: type={options.Text("type")}{(data.Text("path") is { } device ? $",path={device}" : "")}{cancel}";
        }
    }
}
