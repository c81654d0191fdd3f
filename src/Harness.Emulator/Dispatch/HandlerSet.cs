using Harness.Emulator.State;

namespace Harness.Emulator.Dispatch;

/// <summary>The handlers of one machine. A family comes into being with the first of its commands that is called.</summary>
internal sealed class HandlerSet(IReadOnlyList<Family> families, IReadOnlyDictionary<string, HandlerSlot> slots, Machine machine)
{
    private readonly object?[] _instances = new object?[families.Count];

    /// <summary>Null where nobody answers that command.</summary>
    public HandlerSlot? Find(string command) => slots.GetValueOrDefault(command);

    public Handler Bind(HandlerSlot slot) => slot.Bind(_instances[slot.Family] ??= families[slot.Family].Create(machine));
}
