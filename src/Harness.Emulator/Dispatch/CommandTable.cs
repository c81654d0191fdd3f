using Harness.Schema.Model;

namespace Harness.Emulator.Dispatch;

/// <summary>The commands of one emulator: those of its schema, with the handlers there are, and what out-of-band execution needs.</summary>
internal sealed class CommandTable
{
    private const string Negotiation = "qmp_capabilities";

    private readonly Dictionary<string, CommandEntry> _entries;

    public CommandTable(QmpSchema schema, bool outOfBand, HandlerSet handlers)
    {
        _entries = new Dictionary<string, CommandEntry>(schema.Commands.Count + 2, StringComparer.Ordinal);
        foreach (Command command in schema.Commands)
        {
            Add(command, command.Arguments, handlers);
        }

        Command negotiation = EmulatorSchema.OutOfBand.Command(Negotiation)!;
        CommandEntry? documented = Find(Negotiation);
        if (documented is null || (outOfBand && documented.Arguments.AllMembers.All(m => m.Name != "enable")))
        {
            Add(negotiation, outOfBand ? negotiation.Arguments : new ObjectType("q_empty", null), handlers);
        }

        Command test = EmulatorSchema.OutOfBand.Command("x-oob-test")!;
        if (outOfBand && !_entries.ContainsKey(test.Name))
        {
            Add(test, test.Arguments, handlers);
        }
    }

    /// <summary>Null for a command that there is not.</summary>
    public CommandEntry? Find(string name) => _entries.GetValueOrDefault(name);

    private void Add(Command command, ObjectType arguments, HandlerSet handlers) => _entries[command.Name] = new CommandEntry(command.Name, arguments, handlers)
    {
        Returns = command.Returns,
        AllowOutOfBand = command.AllowOutOfBand,
        SuccessResponse = command.SuccessResponse,
    };
}
