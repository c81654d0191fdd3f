using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Validation;

/// <summary>
/// Breaks a valid value in each single way that its type can be broken: the faults that a closed checker must find. Members
/// that the value lacks are put in to be broken; of an array the first element is; of a union every branch is, in turn.
/// </summary>
/// <param name="maxDepth">How many members a path may have.</param>
public sealed class FaultFinder(int maxDepth)
{
    /// <summary>The member that no type has.</summary>
    public const string Stranger = "x-harness-stranger";

    private readonly List<Fault> _faults = [];
    private readonly List<string> _path = [];
    private readonly Stack<SourceSpan> _spans = [];
    private JsonArray _root = [];

    /// <summary>The faults in schema order.</summary>
    /// <param name="value">A value of the type. It is changed and restored on the way: not to be read by others meanwhile.</param>
    public IReadOnlyList<Fault> Find(JsonNode? value, SchemaType type)
    {
        _faults.Clear();
        _path.Clear();
        _spans.Clear();
        _root = [value?.DeepClone()];
        AtValue(new Slot(_root, null), type, 0);
        return [.. _faults];
    }

    private void AtValue(Slot slot, SchemaType type, int depth)
    {
        foreach ((FaultKind kind, JsonNode? wrong) in WrongValues.For(type, slot.Value))
        {
            JsonNode? right = slot.Value;
            slot.Value = wrong;
            Emit(kind, type);
            slot.Value = right;
        }

        switch (type)
        {
            case ArrayType array when slot.Value is JsonArray items:
                AtFirst(items, array, depth);
                break;
            case ObjectType members when slot.Value is JsonObject value:
                AtObject(value, members, depth);
                AtOtherBranches(slot, members, depth);
                break;
            case AlternateType alternate when slot.Value is JsonObject or JsonArray:
                Inside(slot, JsonKinds.ArmFor(slot.Value.GetValueKind(), alternate)!, depth);
                break;
            default:
                break;
        }
    }

    /// <summary>The parts of a value whose own kind was broken before, as an alternate's.</summary>
    private void Inside(Slot slot, SchemaType arm, int depth)
    {
        if (slot.Value is JsonObject value && arm is ObjectType members)
        {
            AtObject(value, members, depth);
        }
        else if (slot.Value is JsonArray items && arm is ArrayType array)
        {
            AtFirst(items, array, depth);
        }
    }

    private void AtFirst(JsonArray items, ArrayType type, int depth)
    {
        bool added = items.Count == 0;
        if (added)
        {
            items.Add(ValueSample.Of(type.Element));
        }

        _path.Add("0");
        AtValue(new Slot(items, null), type.Element, depth);
        _path.RemoveAt(_path.Count - 1);
        if (added)
        {
            items.Clear();
        }
    }

    private void AtObject(JsonObject value, ObjectType type, int depth)
    {
        bool open = false;
        for (ObjectType? part = type; part is not null; part = BranchOf(value, part))
        {
            open |= part.IsOpen;
            AtMembers(value, part, depth);
        }

        if (!open)
        {
            value[Stranger] = true;
            Emit(FaultKind.Unexpected, type);
            value.Remove(Stranger);
        }
    }

    private static ObjectType? BranchOf(JsonObject value, ObjectType type) =>
        type.Variants is { } variants && value[variants.Tag.Name] is JsonValue tag ? variants.For(tag.GetValue<string>())?.Type : null;

    private void AtMembers(JsonObject value, ObjectType type, int depth)
    {
        if (depth >= maxDepth)
        {
            return;
        }

        foreach (Member member in type.AllMembers)
        {
            _path.Add(member.Name);
            _spans.Push(member.Span);
            bool added = !value.ContainsKey(member.Name);
            if (added)
            {
                value[member.Name] = ValueSample.Of(member.Type);
            }

            AtMember(value, member, type, depth);
            if (added)
            {
                value.Remove(member.Name);
            }

            _spans.Pop();
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void AtMember(JsonObject value, Member member, ObjectType type, int depth)
    {
        if (!member.Optional)
        {
            int place = value.IndexOf(member.Name);
            JsonNode? right = value[member.Name];
            value.RemoveAt(place);
            Emit(FaultKind.Missing, type);
            value.Insert(place, member.Name, right);
        }

        AtValue(new Slot(value, member.Name), member.Type, depth + 1);
    }

    /// <summary>The members that other tags would bring. Those that the value has in any case were broken before.</summary>
    private void AtOtherBranches(Slot slot, ObjectType type, int depth)
    {
        if (type.Variants is not { } variants || slot.Value is not JsonObject value)
        {
            return;
        }

        string? current = (string?)value[variants.Tag.Name];
        foreach (Branch branch in variants.Branches.Where(b => b.TagValue != current && b.Type.AllMembers.Count > 0))
        {
            _path.Add($"{variants.Tag.Name}={branch.TagValue}");
            JsonObject other = ValueSample.OfBranch(type, branch.TagValue);
            slot.Value = other;
            AtMembers(other, branch.Type, depth);
            slot.Value = value;
            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void Emit(FaultKind kind, SchemaType type)
    {
        SourceSpan span = _spans.TryPeek(out SourceSpan innermost) ? innermost : SourceSpan.None;
        _faults.Add(new Fault(kind, [.. _path], type.Name, SpacedJson.Of(_root[0]), span));
    }

    /// <summary>The place of a value: a member, or the first element when there is no name.</summary>
    private readonly record struct Slot(JsonNode Parent, string? Name)
    {
        public JsonNode? Value
        {
            get => Name is null ? Parent[0] : Parent[Name];
            set
            {
                if (Name is null)
                {
                    Parent[0] = value;
                }
                else
                {
                    Parent[Name] = value;
                }
            }
        }
    }
}
