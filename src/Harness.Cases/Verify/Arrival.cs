using System.Text.Json;

using Harness.Session;

namespace Harness.Cases.Verify;

/// <summary>A message of the server that may stand where it stands.</summary>
/// <param name="Order">0-based among all messages of its connection.</param>
internal sealed record Arrival(int Order, IncomingKind Kind, JsonElement Value, ReadOnlyMemory<byte> Raw)
{
    public bool IsReply => Kind is IncomingKind.Success or IncomingKind.Error;

    public bool IsErrorWithoutId => Kind == IncomingKind.Error && JsonValues.Member(Value, "id").ValueKind == JsonValueKind.Undefined;

    public string Mark => Kind == IncomingKind.Event ? "!" : "<-";
}
