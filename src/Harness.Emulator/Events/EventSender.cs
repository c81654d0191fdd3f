using System.Buffers;
using System.Text.Json;

using Harness.Emulator.Clock;
using Harness.Emulator.Mutants;
using Harness.Emulator.Output;
using Harness.Schema.Model;
using Harness.Session;

namespace Harness.Emulator.Events;

/// <summary>
/// Sends events to all connections that have negotiated. An event that the loaded schema lacks is not sent, nor are members
/// that its data does not have: so handlers say all they know and any version of the schema gets what it documents.
/// </summary>
internal sealed class EventSender(QmpSchema schema, EmulatorClock clock, Scheduler scheduler, Conduct conduct, IEventReceivers receivers)
{
    private readonly EventThrottle _throttle = new(scheduler);
    private readonly DataWriter _data = new();
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Emits an event, with the clock's time.</summary>
    /// <param name="members">Writes the members of its data; null for none.</param>
    public void Emit(string name, Action<DataWriter>? members = null)
    {
        if (schema.Event(name) is not { } known || !conduct.Emits(name))
        {
            return;
        }

        byte[] data = members is null || known.Data.IsEmpty ? [] : Documented(known.Data, members);
        TimeSpan time = clock.SinceEpoch;
        if (EventThrottle.IsLimited(name, out string? keyMember))
        {
            _throttle.Pass(name, KeyOf(data, keyMember), () => Send(name, time, data));
        }
        else
        {
            Send(name, time, data);
        }
    }

    private static string KeyOf(byte[] data, string? member) =>
        member is not null && data.Length > 0 && JsonElement.Parse(data).TryGetProperty(member, out JsonElement key) ? key.GetRawText() : "";

    private static bool Has(ObjectType type, string member) =>
        type.AllMembers.Any(m => m.Name == member) || (type.Variants?.Branches.Any(b => Has(b.Type, member)) ?? false);

    private byte[] Documented(ObjectType type, Action<DataWriter> members)
    {
        _data.Reset();
        _data.BeginObject();
        members(_data);
        _data.EndObject();
        byte[] whole = _data.Complete().ToArray();
        JsonElement given = JsonElement.Parse(whole);
        if (type.IsOpen || given.EnumerateObject().All(m => Has(type, m.Name)))
        {
            return whole;
        }

        _data.Reset();
        _data.BeginObject();
        foreach (JsonProperty member in given.EnumerateObject().Where(m => Has(type, m.Name)))
        {
            _data.Json(member.Name, member.Value);
        }

        _data.EndObject();
        return _data.Complete().ToArray();
    }

    private void Send(string name, TimeSpan time, ReadOnlySpan<byte> data)
    {
        _line.ResetWrittenCount();
        ReplyWriter.WriteEvent(_line, time, name, data);
        receivers.Receive(_line.WrittenSpan);
    }
}
