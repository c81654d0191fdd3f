using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Diff;

/// <summary>
/// What changed from one schema to another, and whom it breaks. Types are compared by shape, so a schema from sources can be
/// compared with an introspected one; what introspection does not show is then left out of the comparison. Conditions count as
/// met.
/// </summary>
public sealed class SchemaDiff
{
    private readonly QmpSchema _from;
    private readonly QmpSchema _to;
    private readonly TypeComparer _types;
    private readonly bool _blurred;
    private readonly Dictionary<TypePair, PairResult> _results = [];
    private readonly Dictionary<LocalChange, (int Index, List<string> AlsoIn)> _met = new(ReferenceEqualityComparer.Instance);
    private readonly List<Change> _changes = [];

    private SchemaDiff(QmpSchema from, QmpSchema to)
    {
        _from = from;
        _to = to;
        _blurred = from.IsMasked || to.IsMasked;
        _types = new TypeComparer(new TypeText(from.IsMasked), new TypeText(to.IsMasked), _blurred);
    }

    /// <summary>All changes: those of commands first, each in the order of the schemas.</summary>
    public static IReadOnlyList<Change> Compare(QmpSchema from, QmpSchema to)
    {
        SchemaDiff diff = new(from, to);
        diff.CompareCommands();
        diff.CompareEvents();
        return diff._changes;
    }

    private void CompareCommands()
    {
        foreach (Command old in _from.Commands)
        {
            if (_to.Command(old.Name) is { } now)
            {
                CompareFlags(old, now);
                CompareFeatures(old.Definition, now.Definition);
                Walk(old.Definition, now.Definition, "arguments", new TypePair(old.Arguments, now.Arguments, Direction.Send));
                Walk(old.Definition, now.Definition, "returns", new TypePair(old.Returns ?? Nothing, now.Returns ?? Nothing, Direction.Receive));
            }
            else
            {
                Add(ChangeKinds.CommandRemoved, old.Name, old.Definition.Span, SourceSpan.None);
            }
        }

        foreach (Command now in _to.Commands.Where(c => _from.Command(c.Name) is null))
        {
            Add(ChangeKinds.CommandAdded, now.Name, SourceSpan.None, now.Definition.Span);
        }
    }

    private static ObjectType Nothing { get; } = new("nothing", null);

    private void CompareEvents()
    {
        foreach (Event old in _from.Events)
        {
            if (_to.Event(old.Name) is { } now)
            {
                CompareFeatures(old.Definition, now.Definition);
                Walk(old.Definition, now.Definition, "data", new TypePair(old.Data, now.Data, Direction.Receive));
            }
            else
            {
                Add(ChangeKinds.EventRemoved, old.Name, old.Definition.Span, SourceSpan.None);
            }
        }

        foreach (Event now in _to.Events.Where(e => _from.Event(e.Name) is null))
        {
            Add(ChangeKinds.EventAdded, now.Name, SourceSpan.None, now.Definition.Span);
        }
    }

    private void CompareFlags(Command old, Command now)
    {
        Flag(old, now, c => c.AllowOutOfBand, ChangeKinds.OutOfBandAdded, ChangeKinds.OutOfBandRemoved);
        if (!_blurred)
        {
            Flag(old, now, c => c.SuccessResponse, ChangeKinds.ReplyAdded, ChangeKinds.ReplyRemoved);
            Flag(old, now, c => c.AllowPreconfig, ChangeKinds.PreconfigAdded, ChangeKinds.PreconfigRemoved);
        }
    }

    private void Flag(Command old, Command now, Func<Command, bool> flag, ChangeKind added, ChangeKind removed)
    {
        if (flag(old) != flag(now))
        {
            Add(flag(now) ? added : removed, old.Name, old.Definition.Span, now.Definition.Span);
        }
    }

    private void CompareFeatures(Definition old, Definition now)
    {
        PairResult result = new();
        FeatureComparer.Compare(result, new Place("", old.Span, now.Span), old.Features, now.Features);
        result.Changes.ForEach(c => Take(old.Name, "", c));
    }

    /// <summary>Takes up the changes that a command or event reaches through its types, each pair of types once.</summary>
    private void Walk(Definition old, Definition now, string root, TypePair start)
    {
        PairResult result = new();
        _types.CompareInto(result, new Place(root, old.Span, now.Span), start);
        HashSet<TypePair> seen = [];
        Queue<(string Path, TypePair Pair)> open = [];
        Take(old.Name, "", result, seen, open);
        while (open.TryDequeue(out (string Path, TypePair Pair) next))
        {
            if (!_results.TryGetValue(next.Pair, out PairResult? known))
            {
                known = _results[next.Pair] = _types.Compare(next.Pair);
            }

            Take(old.Name, next.Path, known, seen, open);
        }
    }

    private void Take(string subject, string path, PairResult result, HashSet<TypePair> seen, Queue<(string Path, TypePair Pair)> open)
    {
        foreach (LocalChange change in result.Changes)
        {
            Take(subject, path, change);
        }

        foreach ((string below, TypePair pair) in result.Below.Where(b => seen.Add(b.Pair)))
        {
            open.Enqueue((path + below, pair));
        }
    }

    private void Take(string subject, string path, LocalChange change)
    {
        if (!_met.TryGetValue(change, out (int Index, List<string> AlsoIn) first))
        {
            List<string> alsoIn = [];
            _met.Add(change, (_changes.Count, alsoIn));
            _changes.Add(new Change(change.Kind, subject, path + change.Path, change.From, change.To, change.FromSpan, change.ToSpan, alsoIn));
        }
        else if (_changes[first.Index].Subject != subject && !first.AlsoIn.Contains(subject))
        {
            first.AlsoIn.Add(subject);
        }
    }

    private void Add(ChangeKind kind, string subject, SourceSpan from, SourceSpan to) => _changes.Add(new Change(kind, subject, "", null, null, from, to, []));
}
