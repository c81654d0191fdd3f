using System.Text.RegularExpressions;

using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Hx.Syntax;
using Harness.Schema.Model;

namespace Harness.Schema.Hx.Resolve;

/// <summary>Table and pages to the model that every source of schemas has.</summary>
internal sealed partial class HxResolver(HxFile file, IReadOnlyList<HxPage> pages, DocumentedFacts facts)
{
    private readonly TypeNames _names = new();

    public QmpSchema Resolve(string name, string digest)
    {
        Dictionary<HxEntry, HxPage> byEntry = new(ReferenceEqualityComparer.Instance);
        foreach (HxPage page in pages.Where(p => p.Entry is not null))
        {
            byEntry.TryAdd(page.Entry!, page);
        }

        List<Command> commands = [.. file.Entries.Select(e => Command(e, byEntry.GetValueOrDefault(e)))];
        return new QmpSchema(name, commands, [], _names.All, digest);
    }

    private Command Command(HxEntry entry, HxPage? page)
    {
        Documentation documentation = page is null ? Documentation.None : CommandDocs.Make(page, file.Path);
        Definition definition = new(entry.Name, entry.NameSpan, entry.EndLine, documentation, entry.If, []);
        Command command = new(definition)
        {
            Arguments = new ArgumentTypes(_names, facts).Make(entry, page),
            Returns = new ReturnTypes(_names, facts).Make(page),
        };
        facts.SetReturns(command, page is null ? ReturnsDescribed.Nowhere : page.Returns.How);
        if (page is not null && !LeavesArgumentsOpen(page))
        {
            facts.CloseArguments(command);
        }

        return command;
    }

    /// <summary>A bullet like "- device properties" stands for arguments that are described elsewhere.</summary>
    private static bool LeavesArgumentsOpen(HxPage page) =>
        page.ArgumentItems.OfType<ProseItem.Bullet>().Any(b => (b.Name is null && FurtherArguments().IsMatch(b.Text.Text)) || b.Remarks.Any(r => FurtherArguments().IsMatch(r.Text)));

    [GeneratedRegex(@"\b(properties|options|arguments|parameters|members)\b")]
    private static partial Regex FurtherArguments();
}
