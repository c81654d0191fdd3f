using Harness.Schema.Model;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Resolve;

/// <summary>The arms of an alternate must differ in JSON kind, also where a value comes from a command line as text.</summary>
internal static class AlternateChecker
{
    [Flags]
    private enum Json
    {
        None = 0,
        Null = 1,
        Number = 2,
        Text = 4,
        Bool = 8,
        Object = 16,
        Array = 32,
    }

    public static void Check(AlternateType alternate, List<Diagnostic> diagnostics)
    {
        Dictionary<Json, Member> taken = [];
        foreach (Member arm in alternate.Arms)
        {
            Json kinds = Kinds(arm.Type);
            if (kinds == Json.None)
            {
                diagnostics.Add(ResolveRules.WrongType.At(arm.Span, $"branch '{arm.Name}' of alternate '{alternate}' cannot use type '{arm.Type}'"));
            }

            foreach (Json kind in Enum.GetValues<Json>().Where(k => k != Json.None && kinds.HasFlag(k)))
            {
                if (!taken.TryAdd(kind, arm))
                {
                    diagnostics.Add(ResolveRules.AmbiguousAlternate.At(
                        arm.Span, $"branch '{arm.Name}' of alternate '{alternate}' can't be distinguished from '{taken[kind].Name}'", taken[kind].Span));
                    break;
                }
            }
        }
    }

    private static Json Kinds(SchemaType type) => type switch
    {
        BuiltinType { Kind: BuiltinKind.Any } => Json.None,
        BuiltinType { Kind: BuiltinKind.Null } => Json.Null,
        BuiltinType { Kind: BuiltinKind.Bool } => Json.Bool,
        BuiltinType { Kind: BuiltinKind.String } => Json.Text | Json.Number | Json.Bool,
        BuiltinType => Json.Number,
        EnumType values => Json.Text
            | (values.Values.Any(v => v.Name is "on" or "off") ? Json.Bool : Json.None)
            | (values.Values.Any(v => v.Name.Length > 0 && (char.IsAsciiDigit(v.Name[0]) || v.Name[0] is '-' or '+' or '.')) ? Json.Number : Json.None),
        ObjectType => Json.Object,
        ArrayType => Json.Array,
        _ => Json.None,
    };
}
