using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;

namespace Harness.Schema.Hx.Resolve;

/// <summary>Sections with the table entries that they document: by title; a title that names no command, by what its examples execute.</summary>
internal sealed class Pairing
{
    private readonly Dictionary<HxSection, HxEntry> _entries = new(ReferenceEqualityComparer.Instance);

    public Pairing(HxFile file)
    {
        Dictionary<string, HxEntry> byName = file.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        HashSet<string> documented = new(StringComparer.Ordinal);
        List<HxSection> strangers = [];
        foreach (HxSection section in file.Sections.Where(s => s.Level == SectionLevel.Command))
        {
            if (byName.TryGetValue(section.Name, out HxEntry? entry))
            {
                _entries[section] = entry;
                documented.Add(entry.Name);
            }
            else
            {
                strangers.Add(section);
            }
        }

        foreach (HxSection section in strangers)
        {
            HxEntry? meant = MeantBy(section, file, documented);
            if (meant is not null)
            {
                _entries[section] = meant;
                documented.Add(meant.Name);
            }
        }
    }

    public HxEntry? EntryOf(HxSection section) => _entries.GetValueOrDefault(section);

    private static HxEntry? MeantBy(HxSection section, HxFile file, HashSet<string> documented)
    {
        List<HxEntry> free = [.. file.Entries.Where(e => !documented.Contains(e.Name))];
        HxEntry? executed = free.FirstOrDefault(e => section.Lines.Any(l => ExampleReader.IsArrow(l.Text) && l.Text.Contains($"\"{e.Name}\"", StringComparison.Ordinal)));
        return executed ?? free.FirstOrDefault(e => e.Name == NearName.Find(section.Name, free.Select(f => f.Name)));
    }
}
