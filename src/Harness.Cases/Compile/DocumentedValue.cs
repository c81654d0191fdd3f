using System.Text.Json;

using Harness.Cases.Language;

namespace Harness.Cases.Compile;

/// <summary>A documented value as a pattern. A reply may have more members than its documentation knows, so objects are open.</summary>
internal static class DocumentedValue
{
    /// <param name="elided">True where parts of the document's value are left out: arrays then have these elements among others.</param>
    public static Pattern Pattern(JsonElement value, bool elided) => value.ValueKind switch
    {
        JsonValueKind.Object => new Pattern.Members([.. value.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Pattern(p.Value, elided)))], Exact: false),
        JsonValueKind.Array when elided => new Pattern.Contains([.. value.EnumerateArray().Select(v => Pattern(v, elided))]),
        JsonValueKind.Array => new Pattern.Elements([.. value.EnumerateArray().Select(v => Pattern(v, elided))]),
        _ => new Pattern.Literal(value),
    };
}
