using System.Text.Json;

namespace Harness.Emulator.Commands.Human;

/// <summary>Topics of <c>info</c> about VNC and SPICE.</summary>
internal static class DisplayTopics
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("vnc", "VNC servers and their clients", Vnc),
        new("spice", "the SPICE server and its clients", Spice),
    ];

    private static string[] Vnc(HumanCall call)
    {
        string[] servers = [.. call.List("query-vnc-servers").SelectMany(VncServer)];
        return servers.Length > 0 ? servers : ["None"];
    }

    private static IEnumerable<string> VncServer(JsonElement server)
    {
        yield return $"{server.Text("id")}:";
        foreach (JsonElement end in server.Items("server"))
        {
            yield return $"  Server: {End(end)}";
        }

        foreach (JsonElement client in server.Items("clients"))
        {
            yield return $"  Client: {End(client)}";
            yield return $"    x509_dname: {client.Text("x509_dname") ?? "none"}";
            yield return $"    sasl_username: {client.Text("sasl_username") ?? "none"}";
        }

        yield return $"  Auth: {server.Text("auth")} (Sub: {server.Text("vencrypt") ?? "none"})";
        if (server.Text("display") is { } display)
        {
            yield return $"  Display: {display}";
        }
    }

    private static string End(JsonElement end) => $"{end.Text("host")}:{end.Text("service")} ({end.Text("family")})";

    private static IEnumerable<string> Spice(HumanCall call)
    {
        JsonElement server = call.Ask("query-spice");
        if (!server.Flag("enabled"))
        {
            return ["Server: disabled"];
        }

        string[] channels = [.. server.Items("channels").SelectMany(Channel)];
        return
        [
            "Server:",
            .. Ports(server),
            $"    migrated: {server.Word("migrated")}",
            $"        auth: {server.Text("auth")}",
            $"    compiled: {server.Text("compiled-version")}",
            $"  mouse-mode: {server.Text("mouse-mode")}",
            .. channels.Length > 0 ? channels : ["Channels: none"],
        ];
    }

    private static IEnumerable<string> Ports(JsonElement server) =>
        new[] { ("port", ""), ("tls-port", " [tls]") }.Where(p => server.Member(p.Item1) is not null).Select(p => $"     address: {server.Text("host")}:{server.Int(p.Item1)}{p.Item2}");

    private static IEnumerable<string> Channel(JsonElement channel) =>
    [
        "Channel:",
        $"     address: {channel.Text("host")}:{channel.Text("port")}{(channel.Flag("tls") ? " [tls]" : "")}",
        $"     session: {channel.Int("connection-id")}",
        $"     channel: {channel.Int("channel-type")}:{channel.Int("channel-id")}",
    ];
}
