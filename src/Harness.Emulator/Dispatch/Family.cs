using System.Diagnostics.CodeAnalysis;

using Harness.Emulator.State;

namespace Harness.Emulator.Dispatch;

/// <summary>A class whose <see cref="QmpCommandAttribute"/> methods answer commands; one instance an emulator.</summary>
internal sealed class Family
{
    private const DynamicallyAccessedMemberTypes Methods = DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    private Family(Type type, Func<Machine, object> create)
    {
        Type = type;
        Create = create;
    }

    [DynamicallyAccessedMembers(Methods)]
    public Type Type { get; }

    public Func<Machine, object> Create { get; }

    /// <summary>The annotation keeps the methods when the program is trimmed.</summary>
    public static Family Of<[DynamicallyAccessedMembers(Methods)] T>(Func<Machine, T> create)
        where T : class => new(typeof(T), create);
}
