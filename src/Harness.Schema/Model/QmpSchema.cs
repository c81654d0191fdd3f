namespace Harness.Schema.Model;

/// <summary>A compiled schema: what a peer documents about itself. Immutable once built; safe to share between threads.</summary>
public sealed class QmpSchema
{
    private readonly Dictionary<string, Command> _commands;
    private readonly Dictionary<string, Event> _events;
    private readonly Dictionary<string, SchemaType> _types;

    public QmpSchema(string name, IReadOnlyList<Command> commands, IReadOnlyList<Event> events, IReadOnlyList<SchemaType> types, string digest)
    {
        Name = name;
        Commands = commands;
        Events = events;
        Types = types;
        Digest = digest;
        _commands = commands.ToDictionary(c => c.Name, StringComparer.Ordinal);
        _events = events.ToDictionary(e => e.Name, StringComparer.Ordinal);
        _types = types.ToDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>Where it came from, as given: <c>spec/qmp-2.3</c>.</summary>
    public string Name { get; }

    /// <summary>In source order.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>In source order.</summary>
    public IReadOnlyList<Event> Events { get; }

    /// <summary>Named types (enum, struct, union, alternate) in source order; no built-ins, arrays or implicit types.</summary>
    public IReadOnlyList<SchemaType> Types { get; }

    /// <summary><c>sha256:…</c> over the source files in include order; equal sources have equal digests.</summary>
    public string Digest { get; }

    /// <summary>
    /// True when it was read from introspection: type names mean nothing then, and integer widths, open members, conditions and
    /// documentation are not known.
    /// </summary>
    public bool IsMasked { get; init; }

    public Command? Command(string name) => _commands.GetValueOrDefault(name);

    public Event? Event(string name) => _events.GetValueOrDefault(name);

    public SchemaType? Type(string name) => _types.GetValueOrDefault(name);
}
