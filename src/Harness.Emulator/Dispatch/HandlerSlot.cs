using System.Reflection;

namespace Harness.Emulator.Dispatch;

/// <summary>A handler's method and the number of its family.</summary>
internal sealed record HandlerSlot(MethodInfo Method, int Family)
{
    private static readonly MethodInfo OpenMethod = typeof(HandlerSlot).GetMethod(nameof(Open), BindingFlags.NonPublic | BindingFlags.Static)!;

    private Func<object, Arguments, Caller, Reply>? _open;

    public string Where => $"{Method.DeclaringType!.Name}.{Method.Name}";

    public static bool HasShape(MethodInfo method)
    {
        Type[] parameters = [.. method.GetParameters().Select(p => p.ParameterType)];
        return method.ReturnType == typeof(Reply)
            && !method.IsGenericMethodDefinition
            && (parameters is [var only] ? only == typeof(Arguments) : parameters is [var first, var second] && first == typeof(Arguments) && second == typeof(Caller));
    }

    /// <summary>The method as a delegate on one family's instance. Reflection is asked once a process: a fuzzer makes a machine for each case.</summary>
    public Handler Bind(object family)
    {
        Func<object, Arguments, Caller, Reply> open = _open ??= (Func<object, Arguments, Caller, Reply>)OpenMethod.MakeGenericMethod(Method.DeclaringType!).Invoke(null, [Method])!;
        return (arguments, caller) => open(family, arguments, caller);
    }

    private static Func<object, Arguments, Caller, Reply> Open<TFamily>(MethodInfo method)
        where TFamily : class
    {
        if (method.IsStatic)
        {
            return OpenStatic(method);
        }

        if (method.GetParameters().Length == 2)
        {
            Func<TFamily, Arguments, Caller, Reply> whole = method.CreateDelegate<Func<TFamily, Arguments, Caller, Reply>>();
            return (family, arguments, caller) => whole((TFamily)family, arguments, caller);
        }

        Func<TFamily, Arguments, Reply> plain = method.CreateDelegate<Func<TFamily, Arguments, Reply>>();
        return (family, arguments, _) => plain((TFamily)family, arguments);
    }

    private static Func<object, Arguments, Caller, Reply> OpenStatic(MethodInfo method)
    {
        if (method.GetParameters().Length == 2)
        {
            Func<Arguments, Caller, Reply> whole = method.CreateDelegate<Func<Arguments, Caller, Reply>>();
            return (_, arguments, caller) => whole(arguments, caller);
        }

        Func<Arguments, Reply> plain = method.CreateDelegate<Func<Arguments, Reply>>();
        return (_, arguments, _) => plain(arguments);
    }
}
