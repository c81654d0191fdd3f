namespace Harness.Emulator.Commands.Human;

/// <summary>What a command of the human monitor takes, in the order in which it is typed.</summary>
internal abstract record HumanParameter(string Name)
{
    public abstract string Usage { get; }

    /// <summary><c>-x</c>: a flag that is given or not.</summary>
    public sealed record Flag(char Letter, string Name) : HumanParameter(Name)
    {
        public override string Usage => $"[-{Letter}]";
    }

    /// <summary>A word, or a text in double quotes.</summary>
    /// <param name="Kind">What it names, for those who forget it.</param>
    public sealed record Word(string Name, string Kind = "string", bool Optional = false) : HumanParameter(Name)
    {
        public override string Usage => Optional ? $"[{Name}]" : Name;
    }

    /// <summary>An integer, as an expression.</summary>
    /// <param name="Bits">How many it may have: 32 or 64.</param>
    public sealed record Number(string Name, int Bits = 64, bool Optional = false) : HumanParameter(Name)
    {
        public override string Usage => Optional ? $"[{Name}]" : Name;
    }

    /// <summary>A whole number of mebibytes, as an expression; bytes for the command.</summary>
    public sealed record Mebibytes(string Name) : HumanParameter(Name)
    {
        public override string Usage => Name;
    }

    /// <summary>A size with a suffix; in mebibytes without one.</summary>
    public sealed record Size(string Name, bool Optional = false) : HumanParameter(Name)
    {
        public override string Usage => Optional ? $"[{Name}]" : Name;
    }

    /// <summary>A time in seconds, or with the suffix ms, us or ns.</summary>
    public sealed record Seconds(string Name) : HumanParameter(Name)
    {
        public override string Usage => Name;
    }

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public sealed record Switch(string Name) : HumanParameter(Name)
    {
        public override string Usage => $"{Name}=on|off";
    }

    /// <summary><c>value,name=value…</c>: several arguments in one word, the first of which may leave its name out.</summary>
    /// <param name="Name">Name of that one.</param>
    public sealed record Options(string Name) : HumanParameter(Name)
    {
        public override string Usage => $"{Name}[,prop=value][,...]";
    }

    /// <summary>All that is left of the line.</summary>
    public sealed record Rest(string Name) : HumanParameter(Name)
    {
        public override string Usage => $"[{Name}]";
    }
}
