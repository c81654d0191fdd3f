using System.Diagnostics;

using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Diff;

/// <summary>Compares two types for what they accept on the wire. Their names do not count.</summary>
/// <param name="blurred">One side is introspected: integers are one type there, and open objects look closed.</param>
internal sealed class TypeComparer(TypeText from, TypeText to, bool blurred)
{
    /// <summary>Compares a shared pair.</summary>
    public PairResult Compare(TypePair pair)
    {
        PairResult result = new();
        Place place = new("", Definition(pair.From), Definition(pair.To));
        switch (pair.From, pair.To)
        {
            case (EnumType old, EnumType now):
                CompareValues(result, pair.Direction, old, now);
                break;
            case (ObjectType old, ObjectType now):
                CompareObjects(result, place, pair.Direction, old, now);
                break;
            default:
                CompareShapes(result, place, pair);
                break;
        }

        return result;
    }

    /// <summary>Compares two types where a member, an element or an argument has them; shared pairs are left for later.</summary>
    public void CompareInto(PairResult result, Place place, TypePair pair)
    {
        if (pair.IsShared)
        {
            result.Below.Add((place.Path, pair));
        }
        else if ((pair.From, pair.To) is (ArrayType old, ArrayType now))
        {
            CompareInto(result, place with { Path = $"{place.Path}[]" }, new TypePair(old.Element, now.Element, pair.Direction));
        }
        else
        {
            CompareShapes(result, place, pair);
        }
    }

    private void CompareShapes(PairResult result, Place place, TypePair pair)
    {
        IReadOnlyDictionary<JsonShape, SchemaType> before = JsonShapes.Of(pair.From);
        IReadOnlyDictionary<JsonShape, SchemaType> after = JsonShapes.Of(pair.To);
        bool anyBefore = before.ContainsKey(JsonShape.Anything);
        bool anyAfter = after.ContainsKey(JsonShape.Anything);
        if (anyBefore || anyAfter)
        {
            if (blurred && (IsFree(pair.From) || IsFree(pair.To)))
            {
                // Introspection has no other word for an object of any members.
                return;
            }

            Report(result, place, pair, narrowed: !anyAfter, widened: !anyBefore);
            return;
        }

        if (!before.Keys.Intersect(after.Keys).Any())
        {
            result.Add(pair.Direction.TypeChanged, place, from.Of(pair.From), to.Of(pair.To));
            return;
        }

        Report(result, place, pair, narrowed: before.Keys.Except(after.Keys).Any(), widened: after.Keys.Except(before.Keys).Any());
        foreach (JsonShape shape in before.Keys.Intersect(after.Keys))
        {
            CompareAlike(result, place, new TypePair(before[shape], after[shape], pair.Direction));
        }
    }

    private void CompareAlike(PairResult result, Place place, TypePair pair)
    {
        switch (pair.From, pair.To)
        {
            case (BuiltinType { IsInteger: true } old, BuiltinType { IsInteger: true } now):
                Report(
                    result,
                    place,
                    pair,
                    narrowed: !blurred && (now.Minimum > old.Minimum || now.Maximum < old.Maximum),
                    widened: !blurred && (now.Minimum < old.Minimum || now.Maximum > old.Maximum));
                break;
            case (BuiltinType old, BuiltinType now):
                Report(result, place, pair, narrowed: now.IsInteger && !old.IsInteger, widened: old.IsInteger && !now.IsInteger);
                break;
            case (EnumType, BuiltinType):
                Report(result, place, pair, narrowed: false, widened: true);
                break;
            case (BuiltinType, EnumType):
                Report(result, place, pair, narrowed: true, widened: false);
                break;
            case (ObjectType old, ObjectType now) when !pair.IsShared:
                CompareObjects(result, place, pair.Direction, old, now);
                break;
            default:
                CompareInto(result, place, pair);
                break;
        }
    }

    private void Report(PairResult result, Place place, TypePair pair, bool narrowed, bool widened)
    {
        if (narrowed)
        {
            result.Add(pair.Direction.Narrowed, place, from.Of(pair.From), to.Of(pair.To));
        }

        if (widened)
        {
            result.Add(pair.Direction.Widened, place, from.Of(pair.From), to.Of(pair.To));
        }
    }

    private static void CompareValues(PairResult result, Direction direction, EnumType old, EnumType now)
    {
        Dictionary<string, EnumValue> before = old.Values.ToDictionary(v => v.Name, StringComparer.Ordinal);
        Dictionary<string, EnumValue> after = now.Values.ToDictionary(v => v.Name, StringComparer.Ordinal);
        foreach (EnumValue value in old.Values.Where(v => !after.ContainsKey(v.Name)))
        {
            result.Add(direction.ValueRemoved, new Place("", value.Span, now.Definition.Span), value.Name, null);
        }

        foreach (EnumValue value in now.Values)
        {
            if (before.TryGetValue(value.Name, out EnumValue? same))
            {
                FeatureComparer.Compare(result, new Place($"={value.Name}", same.Span, value.Span), same.Features, value.Features);
            }
            else
            {
                result.Add(direction.ValueAdded, new Place("", old.Definition.Span, value.Span), null, value.Name);
            }
        }
    }

    private void CompareObjects(PairResult result, Place place, Direction direction, ObjectType old, ObjectType now)
    {
        new MemberComparer(this, from, to, direction, place, result).Compare(new ObjectView(old), new ObjectView(now));
        if (!blurred && old.IsOpen != now.IsOpen && direction == Direction.Send)
        {
            result.Add(old.IsOpen ? ChangeKinds.ArgumentsClosed : ChangeKinds.ArgumentsOpened, place, null, null);
        }

        FeatureComparer.Compare(result, place, old.Definition?.Features ?? [], now.Definition?.Features ?? []);
    }

    private static bool IsFree(SchemaType type) => type is ObjectType { Definition: null, IsOpen: true, AllMembers.Count: 0 };

    private static SourceSpan Definition(SchemaType type) => type switch
    {
        EnumType values => values.Definition.Span,
        AlternateType alternate => alternate.Definition.Span,
        ObjectType target => target.Definition?.Span ?? SourceSpan.None,
        _ => throw new UnreachableException($"{type} has no definition of its own"),
    };
}
