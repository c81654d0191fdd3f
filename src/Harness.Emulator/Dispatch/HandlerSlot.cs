using System.Reflection;

namespace Harness.Emulator.Dispatch;

/// <summary>A handler's method and the number of its family.</summary>
internal sealed record HandlerSlot(MethodInfo Method, int Family)
{
    public string Where => $"{Method.DeclaringType!.Name}.{Method.Name}";

    public static bool HasShape(MethodInfo method)
    {
        Type[] parameters = [.. method.GetParameters().Select(p => p.ParameterType)];
        return method.ReturnType == typeof(Reply)
            && !method.IsGenericMethodDefinition
            && (parameters is [var only] ? only == typeof(Arguments) : parameters is [var first, var second] && first == typeof(Arguments) && second == typeof(Caller));
    }

    /// <summary>The method as a delegate on one family's instance.</summary>
    public Handler Bind(object family)
    {
        object? target = Method.IsStatic ? null : family;
        if (Method.GetParameters().Length == 2)
        {
            return Method.CreateDelegate<Handler>(target);
        }

        Func<Arguments, Reply> plain = Method.CreateDelegate<Func<Arguments, Reply>>(target);
        return (arguments, _) => plain(arguments);
    }
}
