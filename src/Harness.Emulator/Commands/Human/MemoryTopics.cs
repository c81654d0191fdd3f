using System.Text.Json;

namespace Harness.Emulator.Commands.Human;

/// <summary>Topics of <c>info</c> about memory backends and modules.</summary>
internal static class MemoryTopics
{
    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        new("memdev", "memory backends", call => call.List("query-memdev").SelectMany(Backend).Append("")),
        new("memory-devices", "memory modules", call => call.List("query-memory-devices").SelectMany(Module)),
    ];

    private static IEnumerable<string> Backend(JsonElement backend, int index) =>
    [
        $"memory backend: {backend.Text("id") ?? $"{index}"}",
        $"  size:  {backend.Int("size")}",
        $"  merge: {backend.Word("merge")}",
        $"  dump: {backend.Word("dump")}",
        $"  prealloc: {backend.Word("prealloc")}",
        $"  policy: {backend.Text("policy")}",
        $"  host nodes: {string.Join(' ', backend.Items("host-nodes").Select(n => n.GetInt64()))}",
    ];

    private static IEnumerable<string> Module(JsonElement device)
    {
        JsonElement module = device.GetProperty("data");
        return
        [
            $"Memory device [{device.Text("type")}]: \"{module.Text("id")}\"",
            $"  addr: 0x{module.Int("addr"):x}",
            $"  slot: {module.Int("slot")}",
            $"  node: {module.Int("node")}",
            $"  size: {module.Int("size")}",
            $"  memdev: {module.Text("memdev")}",
            $"  hotplugged: {module.Word("hotplugged")}",
            $"  hotpluggable: {module.Word("hotpluggable")}",
        ];
    }
}
