using Harness.Schema.Qapi.Syntax;
using Harness.Schema.Source;

namespace Harness.Schema.Qapi.Check;

/// <summary>Which keys an object of the language must and may have.</summary>
internal sealed record Keys(string[] Required, string[] Optional)
{
    /// <summary>Reports unknown and missing keys.</summary>
    /// <param name="who">The object, as a message calls it.</param>
    /// <param name="span">Where a missing key is reported.</param>
    public void Check(ObjectNode tree, string who, SourceSpan span, List<Diagnostic> diagnostics)
    {
        foreach (Property property in tree.Properties)
        {
            if (!Required.Contains(property.Key) && !Optional.Contains(property.Key))
            {
                string valid = string.Join(", ", Required.Concat(Optional).Order(StringComparer.Ordinal));
                diagnostics.Add(CheckRules.UnknownKey.At(property.KeySpan, $"{who} has unknown key '{property.Key}' (valid: {valid})"));
            }
        }

        foreach (string missing in Required)
        {
            if (tree.Find(missing) is null)
            {
                diagnostics.Add(CheckRules.MissingKey.At(span, $"{who} misses key '{missing}'"));
            }
        }
    }
}
