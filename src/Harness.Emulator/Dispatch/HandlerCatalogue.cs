using System.Reflection;

using Harness.Emulator.Commands;
using Harness.Emulator.State;

namespace Harness.Emulator.Dispatch;

/// <summary>Which method of which family answers which command. Read once a process and checked whole: a wrong handler stops start-up.</summary>
internal sealed class HandlerCatalogue
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Lazy<HandlerCatalogue> LazyBuiltIn = new(() => Build(Families.All, KnownCommands.Names));

    private readonly IReadOnlyList<Family> _families;
    private readonly Dictionary<string, HandlerSlot> _slots;

    private HandlerCatalogue(IReadOnlyList<Family> families, Dictionary<string, HandlerSlot> slots)
    {
        _families = families;
        _slots = slots;
    }

    /// <exception cref="InvalidOperationException">A built-in handler is wrong.</exception>
    public static HandlerCatalogue BuiltIn => LazyBuiltIn.Value;

    /// <summary>Names of all commands that have a handler.</summary>
    public IReadOnlyCollection<string> Names => _slots.Keys;

    /// <param name="known">All names that a handler may have.</param>
    /// <exception cref="InvalidOperationException">A handler's shape is none of the two, its name is unknown or taken.</exception>
    public static HandlerCatalogue Build(IReadOnlyList<Family> families, IReadOnlySet<string> known)
    {
        Dictionary<string, HandlerSlot> slots = new(StringComparer.Ordinal);
        for (int index = 0; index < families.Count; index++)
        {
            foreach (MethodInfo method in families[index].Type.GetMethods(Declared))
            {
                if (method.GetCustomAttribute<QmpCommandAttribute>() is not { } mark)
                {
                    continue;
                }

                string where = $"{families[index].Type.Name}.{method.Name} ('{mark.Name}')";
                if (!HandlerSlot.HasShape(method))
                {
                    throw new InvalidOperationException($"{where}: a handler is 'Reply Name(Arguments)' or 'Reply Name(Arguments, Caller)'");
                }

                if (!known.Contains(mark.Name))
                {
                    throw new InvalidOperationException($"{where}: no command has that name; a new one goes to {nameof(KnownCommands)}");
                }

                if (!slots.TryAdd(mark.Name, new HandlerSlot(method, index)))
                {
                    throw new InvalidOperationException($"{where}: {slots[mark.Name].Where} answers that command already");
                }
            }
        }

        return new HandlerCatalogue(families, slots);
    }

    /// <summary>The handlers for one machine.</summary>
    public HandlerSet For(Machine machine) => new(_families, _slots, machine);
}
