using Harness.Cases.Compile;
using Harness.Cases.Run;

namespace Harness.Cli.Options;

/// <summary><c>--allow</c>: which safety classes may run on a target.</summary>
internal static class SafetyOption
{
    private const string Everything = "all";

    /// <summary>The classes named, or the default of the target: the more of it is ours, the more may run.</summary>
    /// <exception cref="UsageException">An unknown class.</exception>
    public static IReadOnlySet<SafetyClass> Parse(IReadOnlyList<string> given, ITarget target)
    {
        if (given.Count == 0)
        {
            return Default(target);
        }

        HashSet<SafetyClass> allowed = [];
        foreach (string name in given.SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (name == Everything)
            {
                allowed.UnionWith(Enum.GetValues<SafetyClass>());
            }
            else
            {
                allowed.Add(SafetyTable.ParseClass(name)
                    ?? throw new UsageException($"--allow {name}: no such safety class; they are {string.Join(", ", SafetyTable.ClassNames)} and {Everything}"));
            }
        }

        // Every case reads: allowing only `destructive` would select next to nothing, which nobody means.
        allowed.Add(SafetyClass.Read);
        return allowed;
    }

    private static HashSet<SafetyClass> Default(ITarget target) => target switch
    {
        { VirtualTime: true } => [.. Enum.GetValues<SafetyClass>()],
        { StartsFresh: true } => [SafetyClass.Read, SafetyClass.Mutating],
        _ => [SafetyClass.Read],
    };
}
