using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Harness.Emulator.Dispatch;
using Harness.Emulator.Output;

namespace Harness.Emulator.Mutants;

/// <summary>Wrong ways to give a request's id back.</summary>
internal static class IdMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        new("lost-id", "leaves the id out of its replies", () => new ChangedId((_, _) => default)),
        new("lost-id-in-errors", "leaves the id out of error replies", () => new ChangedId((reply, id) => reply.IsError ? default : id)),
        new("id-as-string", "gives ids back as strings", () => new ChangedId((_, id) => IsNumber(id) ? Text($"\"{id.GetRawText()}\"") : id)),
        new("null-id-dropped", "takes an id of null for none", () => new ChangedId((_, id) => id.ValueKind == JsonValueKind.Null ? default : id)),
        new("invented-id", "gives replies an id where the request had none", () => new ChangedId((_, id) => id.ValueKind == JsonValueKind.Undefined ? Text("null") : id)),
        new("structured-id-flattened", "gives back only ids that are no object or array", () => new ChangedId((_, id) => id.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? default : id)),
        new("number-through-double", "reads integers as floating-point numbers", () => new ChangedId((_, id) => IsNumber(id) ? Text(id.GetDouble().ToString("R", CultureInfo.InvariantCulture)) : id)),
        new("big-integer-clipped", "reads integers above 2^63-1 as 2^63-1", () => new ChangedId((_, id) => IsBig(id) ? Text("9223372036854775807") : id)),
        new("id-of-first-request", "gives each reply the id of the first request", () => new FirstId()),
    ];

    private static bool IsNumber(JsonElement id) => id.ValueKind == JsonValueKind.Number;

    private static bool IsBig(JsonElement id) => IsNumber(id) && !id.TryGetInt64(out _) && id.TryGetUInt64(out _);

    private static JsonElement Text(string json) => JsonElement.Parse(Encoding.UTF8.GetBytes(json));

    private sealed class ChangedId(Func<Reply, JsonElement, JsonElement> change) : Conduct
    {
        public override void WriteReply(IBufferWriter<byte> output, in Reply reply, DataWriter scratch, JsonElement id) =>
            base.WriteReply(output, reply, scratch, change(reply, id));
    }

    private sealed class FirstId : Conduct
    {
        private JsonElement? _first;

        public override void WriteReply(IBufferWriter<byte> output, in Reply reply, DataWriter scratch, JsonElement id)
        {
            if (id.ValueKind != JsonValueKind.Undefined)
            {
                _first ??= id.Clone();
                id = _first.Value;
            }

            base.WriteReply(output, reply, scratch, id);
        }
    }
}
