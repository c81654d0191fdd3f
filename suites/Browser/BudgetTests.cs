using System.Globalization;

using static Microsoft.Playwright.Assertions;

namespace Harness.Browser;

/// <summary>20,000 cases: interactive within 2 s, each filter within 100 ms.</summary>
public sealed class BudgetTests : Browsing
{
    [Test]
    public async Task Twenty_thousand_cases_open_within_two_seconds_and_filter_within_a_tenth()
    {
        string file = PageFile.Ordinary(Folder, 20_000);
        await GoAsync(file);
        double ready = await Page.EvaluateAsync<double>("Number(document.documentElement.dataset.ready)");
        await Expect(Page.Locator(".row").First).ToBeVisibleAsync();
        double slowest = 0;
        foreach (string change in new[] { "{verdict:''}", "{verdict:'pass'}", "{kind:'args'}", "{command:'eject'}", "{kind:'',command:'',q:'case-19'}", "{q:'case number'}", "{q:'',verdict:'',changed:'1'}", "{changed:''}" })
        {
            double took = await Page.EvaluateAsync<double>($"() => {{ const t = performance.now(); go({change}); document.body.offsetHeight; return performance.now() - t; }}");
            slowest = Math.Max(slowest, took);
        }

        string figures = string.Create(CultureInfo.InvariantCulture, $"20,000 cases, {new FileInfo(file).Length / 1e6:0.0} MB: interactive after {ready:0} ms, slowest filter {slowest:0.0} ms");
        await TestContext.Out.WriteLineAsync(figures);
        Assert.That(ready, Is.LessThan(2000), figures);
        Assert.That(slowest, Is.LessThan(100), figures);
        Assert.That(await Page.Locator(".row").CountAsync(), Is.LessThan(60), "only rows in sight are elements");
    }
}
