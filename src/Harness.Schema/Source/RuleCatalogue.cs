using System.Reflection;

namespace Harness.Schema.Source;

/// <summary>Every rule that a diagnostic can come from. Rules stand beside what checks them; here they are only collected.</summary>
public static class RuleCatalogue
{
    /// <summary>By code, each code once.</summary>
    public static IReadOnlyList<Rule> All { get; } = [.. Collect().OrderBy(r => r.Code, StringComparer.Ordinal)];

    public static Rule? Find(string code) => All.FirstOrDefault(r => r.Code == code);

    private static IEnumerable<Rule> Collect()
    {
        foreach (FieldInfo field in typeof(RuleCatalogue).Assembly.GetTypes().SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)))
        {
            if (field.FieldType == typeof(Rule) && field.GetValue(null) is Rule rule)
            {
                yield return rule;
            }
            else if (field.FieldType == typeof(Examples.TypeRules) && field.GetValue(null) is Examples.TypeRules set)
            {
                foreach (PropertyInfo part in typeof(Examples.TypeRules).GetProperties().Where(p => p.PropertyType == typeof(Rule)))
                {
                    yield return (Rule)part.GetValue(set)!;
                }
            }
        }
    }
}
