using System.Reflection;

using Harness.Emulator.Commands;
using Harness.Emulator.Dispatch;

namespace Harness.Unit.Emulator;

/// <summary>A handler that is wrong stops start-up; none is forgotten.</summary>
public sealed class HandlerTests
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "stop", "cont" };

    [Test]
    public void A_handler_of_either_shape_is_found()
    {
        HandlerCatalogue catalogue = HandlerCatalogue.Build([Family.Of(_ => new Right())], Known);

        Assert.That(catalogue.Names, Is.EquivalentTo(new[] { "stop", "cont" }));
    }

    [Test]
    public void A_name_that_no_command_has_stops_start_up() => Assert.That(
        () => HandlerCatalogue.Build([Family.Of(_ => new Misspelt())], Known),
        Throws.InvalidOperationException.With.Message.EqualTo("Misspelt.Stop ('stopp'): no command has that name; a new one goes to KnownCommands"));

    [Test]
    public void A_shape_that_is_none_stops_start_up() => Assert.That(
        () => HandlerCatalogue.Build([Family.Of(_ => new Misshapen())], Known),
        Throws.InvalidOperationException.With.Message.Contains("Misshapen.Stop ('stop')"));

    [Test]
    public void Two_handlers_of_one_command_stop_start_up() => Assert.That(
        () => HandlerCatalogue.Build([Family.Of(_ => new Right()), Family.Of(_ => new Again())], Known),
        Throws.InvalidOperationException.With.Message.EqualTo("Again.Stop ('stop'): Right.Stop answers that command already"));

    [Test]
    public void Every_class_with_handlers_is_a_family()
    {
        Type[] withHandlers = [.. typeof(Families).Assembly.GetTypes().Where(t => t
            .GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Any(m => m.GetCustomAttribute<QmpCommandAttribute>() is not null))];

        Assert.That(Families.All.Select(f => f.Type), Is.EquivalentTo(withHandlers));
    }

    private sealed class Right
    {
        [QmpCommand("stop")]
        private static Reply Stop(Arguments arguments) => Reply.Empty;

        [QmpCommand("cont")]
        private static Reply Continue(Arguments arguments, Caller caller) => Reply.Empty;
    }

    private sealed class Again
    {
        [QmpCommand("stop")]
        private static Reply Stop(Arguments arguments) => Reply.Empty;
    }

    private sealed class Misspelt
    {
        [QmpCommand("stopp")]
        private static Reply Stop(Arguments arguments) => Reply.Empty;
    }

    private sealed class Misshapen
    {
        [QmpCommand("stop")]
        private static void Stop(Arguments arguments)
        {
        }
    }
}
