using System.Diagnostics;
using System.Text.Json;

using Harness.Schema.Examples.Json;
using Harness.Schema.Model;
using Harness.Schema.Source;
using Harness.Schema.Validation;

namespace Harness.Schema.Examples;

/// <summary>
/// Holds documented values against types and says of every difference what was most likely meant: a name misspelt, a member
/// at the wrong place, a condition overlooked. One instance serves all examples of a command.
/// </summary>
/// <param name="command">The command, event or type whose documentation this is.</param>
internal sealed class TypeWalk(DocumentedFacts facts, string? command, List<Diagnostic> diagnostics)
{
    private readonly HashSet<Member> _reportedMissing = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Member> _elsewhere = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Member Member, ExampleValue.Object Owner, string Path)> _missing = [];
    private readonly List<(ObjectType Type, ExampleValue.Object Value)> _enclosing = [];
    private TypeRules _rules = ExampleRules.Request;
    private string _subject = "";

    /// <summary>Reports everything in which one message breaks its type.</summary>
    /// <param name="subject">What the value is, for messages: <c>the reply</c>.</param>
    /// <param name="strangersAllowed">Unknown members of the value itself, not of what it contains, are let pass.</param>
    public void Walk(ExampleValue value, SchemaType type, TypeRules rules, string subject, bool strangersAllowed = false)
    {
        _rules = rules;
        _subject = subject;
        _elsewhere.Clear();
        _missing.Clear();
        _enclosing.Clear();
        Walk(value, type, "", strangersAllowed);
        foreach ((Member member, ExampleValue.Object owner, string path) in _missing.Where(m => !_elsewhere.Contains(m.Member)))
        {
            ReportMissing(member, owner, path);
        }
    }

    private void Walk(ExampleValue value, SchemaType type, string path, bool strangersAllowed = false)
    {
        if (!JsonKinds.IsKindOf(value.Kind, type) || (type is BuiltinType { IsInteger: true } && value is ExampleValue.Number number && !IsInteger(number)))
        {
            Report(_rules.WrongType, value.Span, $"{Name(path)} is {value.Describe()}; {Expected(type)}");
            return;
        }

        switch (type)
        {
            case BuiltinType { IsInteger: true } integer:
                CheckRange((ExampleValue.Number)value, integer, path);
                break;
            case EnumType values when value is ExampleValue.String text:
                CheckValue(text, [.. values.Values.Select(v => v.Name)], path, values.Definition.Span);
                break;
            case ArrayType array when value is ExampleValue.Array items:
                foreach (ExampleValue item in items.Items)
                {
                    Walk(item, array.Element, path);
                }

                break;
            case ObjectType members when value is ExampleValue.Object owner:
                WalkObject(owner, members, path, strangersAllowed);
                break;
            case AlternateType alternate:
                Walk(value, JsonKinds.ArmFor(value.Kind, alternate)!, path);
                break;
            case BuiltinType:
                break;
            default:
                throw new UnreachableException(type.GetType().Name);
        }
    }

    private void WalkObject(ExampleValue.Object owner, ObjectType type, string path, bool strangersAllowed)
    {
        List<Member> known = [];
        bool open = strangersAllowed;
        for (ObjectType? part = type; part is not null; part = Branch(part, owner, ref open))
        {
            open |= part.IsOpen;
            known.AddRange(part.AllMembers);
        }

        HashSet<string> taken = new(owner.Members.Select(m => m.Name), StringComparer.Ordinal);
        _enclosing.Add((type, owner));
        foreach (ExampleMember member in owner.Members)
        {
            Member? match = known.FirstOrDefault(k => k.Name == member.Name) ?? (open ? null : Stranger(member, known, taken, path));
            if (match is not null)
            {
                taken.Add(match.Name);
                WalkMember(owner, member, match, path);
            }
        }

        _enclosing.RemoveAt(_enclosing.Count - 1);
        if (!owner.Elided)
        {
            _missing.AddRange(known.Where(k => !k.Optional && !taken.Contains(k.Name)).Select(k => (k, owner, path)));
        }
    }

    /// <summary>The branch that the tag selects. An object whose tag is faulty or left out is open: nobody can say what belongs to it.</summary>
    private static ObjectType? Branch(ObjectType type, ExampleValue.Object owner, ref bool open)
    {
        if (type.Variants is not { } variants)
        {
            return null;
        }

        if (owner[variants.Tag.Name] is ExampleValue.String tag && (variants.Tag.Type is not EnumType values || values.Values.Any(v => v.Name == tag.Value)))
        {
            return variants.For(tag.Value)?.Type;
        }

        open |= !variants.Tag.Optional || owner.Member(variants.Tag.Name) is not null;
        return null;
    }

    private void WalkMember(ExampleValue.Object owner, ExampleMember member, Member documented, string path)
    {
        string name = Join(path, member.Name);
        MemberFacts? known = facts.Of(documented);
        if (known?.Values is { Count: > 0 } values && member.Value is ExampleValue.String text && documented.Type is not EnumType)
        {
            CheckValue(text, values, name, documented.Span);
        }

        if (known?.OnlyIf is { } condition)
        {
            CheckCondition(owner, member, condition, name);
        }

        Walk(member.Value, documented.Type, name);
    }

    /// <summary>Says what a member that its object does not have is about. Returns the documented member that it stands for, if any.</summary>
    private Member? Stranger(ExampleMember member, List<Member> known, HashSet<string> taken, string path)
    {
        string name = Join(path, member.Name);
        if (NearName.Find(member.Name, known.Select(k => k.Name).Where(n => !taken.Contains(n))) is { } near)
        {
            Member meant = known.First(k => k.Name == near);
            Report(_rules.Misspelt, member.NameSpan, $"{_subject} has '{name}'; the documentation has '{near}'", meant.Span);
            return meant;
        }

        if (MemberPlaces.Outside(member.Name, _enclosing) is { } outer)
        {
            _elsewhere.Add(outer);
            Report(_rules.Misplaced, member.NameSpan, $"'{member.Name}' stands inside '{path}'; it is documented outside of it", outer.Span);
            Walk(member.Value, outer.Type, member.Name);
            return null;
        }

        if (MemberPlaces.Inside(member.Name, known) is { } inner)
        {
            _elsewhere.Add(inner.Member);
            Report(_rules.Misplaced, member.NameSpan, $"'{name}' stands outside of '{inner.Owner}'; it is documented as a member of it", inner.Member.Span);
            Walk(member.Value, inner.Member.Type, member.Name);
            return null;
        }

        string has = known.Count == 0 ? "nothing is documented here" : $"documented are {Listing.Of(known.Select(k => k.Name))}";
        Report(_rules.Unknown, member.NameSpan, $"{_subject} has '{name}', which no text describes; {has}");
        return null;
    }

    private void CheckCondition(ExampleValue.Object owner, ExampleMember member, PresenceCondition condition, string name)
    {
        bool holds = owner[condition.Sibling] switch
        {
            null => true,
            ExampleValue.String text => condition.Value is null || text.Value == condition.Value,
            ExampleValue.Word word => condition.Value is not null || word.Value == true,
            _ => true,
        };
        if (!holds)
        {
            string wanted = condition.Value is null ? "is true" : $"is \"{condition.Value}\"";
            Report(ExampleRules.ConditionBroken, member.NameSpan, $"'{name}' is documented as present only if '{condition.Sibling}' {wanted}; here it is {owner[condition.Sibling]!.Describe()}", condition.Span);
        }
    }

    private void CheckValue(ExampleValue.String text, IReadOnlyList<string> values, string path, SourceSpan related)
    {
        if (!values.Contains(text.Value))
        {
            Report(_rules.NotInEnum, text.Span, $"{Name(path)} is \"{text.Value}\"; documented are {Listing.Of(values)}", related);
        }
    }

    private void CheckRange(ExampleValue.Number number, BuiltinType type, string path)
    {
        bool fits = Int128.TryParse(number.Text, System.Globalization.CultureInfo.InvariantCulture, out Int128 value) && value >= type.Minimum && value <= type.Maximum;
        if (!fits)
        {
            Report(_rules.OutOfRange, number.Span, $"{Name(path)} is {number.Text}, which is out of the range of {type.Name}");
        }
    }

    /// <summary>An argument is reported wherever it is missing; anything deeper once a command: it is one statement of the text that is wrong.</summary>
    private void ReportMissing(Member member, ExampleValue.Object owner, string path)
    {
        bool argument = path.Length == 0 && _rules == ExampleRules.Request;
        if (_reportedMissing.Add(member) || argument)
        {
            string where = path.Length == 0 ? _subject : $"'{path}'";
            Report(_rules.Missing, owner.Span, $"{where} lacks '{member.Name}', which the documentation does not call optional", member.Span);
        }
    }

    private static string Expected(SchemaType type) => type switch
    {
        AlternateType => $"the documentation says {JsonKinds.NameOf(type)!.Replace("|", " or ", StringComparison.Ordinal)}",
        _ => $"the documentation says {JsonKinds.NameOf(type)}",
    };

    private static bool IsInteger(ExampleValue.Number number) => !number.Text.AsSpan().ContainsAny(".eE");

    private string Name(string path) => path.Length == 0 ? _subject : $"'{path}'";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Report(Rule rule, SourceSpan span, string message, SourceSpan? related = null) =>
        diagnostics.Add(rule.At(span, message, related is { Line: > 0 } ? related : null, command));
}
