namespace Harness.Emulator.Events;

/// <summary>Where events go.</summary>
internal interface IEventReceivers
{
    /// <summary>Takes the line of an event for every connection that is to have it.</summary>
    void Receive(ReadOnlySpan<byte> line);
}
