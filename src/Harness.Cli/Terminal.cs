using Spectre.Console;

namespace Harness.Cli;

/// <summary>The console as it really is: colour, cursor and bar only on a terminal that takes them.</summary>
internal static class Terminal
{
    /// <param name="output">Standard output, or a writer that captures it, which is never a terminal.</param>
    public static IAnsiConsole Create(TextWriter output, bool noColor)
    {
        bool terminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        bool plain = noColor || !terminal || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = terminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!terminal)
        {
            // Lines are for other programs: they are never folded.
            console.Profile.Width = 100_000;
        }

        return console;
    }
}
