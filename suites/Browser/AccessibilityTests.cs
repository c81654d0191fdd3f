using Microsoft.Playwright;

namespace Harness.Browser;

/// <summary>axe-core over every view, light and dark. The environment variable AXE_CORE names <c>axe.min.js</c>.</summary>
public sealed class AccessibilityTests : Browsing
{
    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task No_view_breaks_a_rule_of_axe(ColorScheme scheme)
    {
        string? axe = Environment.GetEnvironmentVariable("AXE_CORE");
        if (string.IsNullOrEmpty(axe))
        {
            Assert.Ignore("AXE_CORE does not name axe.min.js (npm: axe-core)");
        }

        await OpenAsync(new BrowserNewPageOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1400, Height = 900 } });
        List<string> broken = [];
        string file = PageFile.Compared(Folder);
        foreach (string hash in new[] { "view=cases", $"case={Uri.EscapeDataString(PageFile.Failed)}", "view=matrix", "view=coverage", "view=findings", "view=ledger", "view=latency", "view=compare" })
        {
            await GoAsync(file, hash);
            await Page.ReloadAsync();
            await Page.EvaluateAsync(await File.ReadAllTextAsync(axe!));
            string[] found = await Page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | '))");
            broken.AddRange(found.Select(f => $"{hash}: {f}"));
        }

        Assert.That(broken, Is.Empty);
    }
}
