using Microsoft.Playwright;

using static Microsoft.Playwright.Assertions;

namespace Harness.Browser;

/// <summary>The page as a person uses it.</summary>
public sealed class PageTests : Browsing
{
    private ILocator Rows => Page.Locator(".row");

    private ILocator Shown => Page.Locator("#shown");

    [Test]
    public async Task Opens_on_what_failed()
    {
        await GoAsync(PageFile.Ordinary(Folder));

        await Expect(Page.Locator("h1")).ToHaveTextAsync("QMP conformance: failed");
        await Expect(Shown).ToHaveTextAsync("3 of 200");
        await ShootAsync("cases");
    }

    [Test]
    public async Task Every_filter_narrows_the_list_and_stands_in_the_address()
    {
        await GoAsync(PageFile.Ordinary(Folder));
        await Page.Locator("#clear").ClickAsync();
        await Expect(Shown).ToHaveTextAsync("200 of 200");

        await Page.Locator("[data-verdict=skip]").ClickAsync();
        await Expect(Shown).ToHaveTextAsync("1 of 200");
        Assert.That(Page.Url, Does.Contain("verdict=skip"));
        await Page.Locator("[data-verdict=known]").ClickAsync();
        await Expect(Shown).ToHaveTextAsync("2 of 200");
        await Page.Locator("#clear").ClickAsync();

        await Page.Locator("#kind").SelectOptionAsync("args");
        await Expect(Shown).Not.ToHaveTextAsync("200 of 200");
        Assert.That(Page.Url, Does.Contain("kind=args"));
        await Page.Locator("#command").SelectOptionAsync("eject");
        await Expect(Rows).ToHaveCountAsync(1);
        await Page.Locator("#clear").ClickAsync();

        await Page.Locator("#q").FillAsync("number-12");
        await Expect(Shown).ToHaveTextAsync("3 of 200");
        Assert.That(Page.Url, Does.Contain("q=number-12"));
        await Page.Locator("#clear").ClickAsync();

        await Page.Locator("#changed").ClickAsync();
        await Expect(Shown).ToHaveTextAsync("2 of 200");
    }

    [Test]
    public async Task A_link_shows_what_its_sender_saw()
    {
        await GoAsync(PageFile.Ordinary(Folder), $"verdict=fail&case={Uri.EscapeDataString(PageFile.Failed)}");

        await Expect(Shown).ToHaveTextAsync("2 of 200");
        await Expect(Page.Locator("#case-title")).ToHaveTextAsync(PageFile.Failed);
        await Page.Locator("[data-view=latency]").ClickAsync();
        await Page.GoBackAsync();
        await Expect(Page.Locator("#case-title")).ToHaveTextAsync(PageFile.Failed);
    }

    [Test]
    public async Task A_case_shows_what_differs_its_session_and_how_to_run_it_again()
    {
        await GoAsync(PageFile.Ordinary(Folder));
        await Page.GetByRole(AriaRole.Option).Filter(new LocatorFilterOptions { HasText = PageFile.Failed }).ClickAsync();

        await Expect(Page.Locator(".expected mark").First).ToBeVisibleAsync();
        Assert.That(string.Concat(await Page.Locator(".actual mark").AllTextContentsAsync()), Does.Contain("\"return\"").And.Not.Contain("\"id\""));
        await Expect(Page.Locator(".exchange li")).ToHaveCountAsync(6);
        await Expect(Page.Locator(".detail .command code")).ToHaveTextAsync($"qmp-harness run --seed 1 -v --run {PageFile.Failed}");
        await Page.Locator(".exchange summary").First.ClickAsync();
        await Expect(Page.Locator(".exchange details pre").First).ToContainTextAsync("000000  7b 22 51 4d 50");
        await ShootAsync("case");
        await Page.Locator(".detail .copy").ClickAsync();
        await Expect(Page.Locator(".detail .copy")).ToHaveTextAsync("Copied");
    }

    [Test]
    public async Task A_session_is_stepped_through()
    {
        await GoAsync(PageFile.Ordinary(Folder), $"case={Uri.EscapeDataString(PageFile.Failed)}");
        ILocator status = Page.Locator(".replay [role=status]");
        ILocator Button(string name) => Page.Locator(".replay").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });

        await Expect(status).ToHaveTextAsync("6 of 6");
        await Button("First").ClickAsync();
        await Expect(Page.Locator(".exchange li.later")).ToHaveCountAsync(5);
        await Button("Step").ClickAsync();
        await Expect(status).ToHaveTextAsync("2 of 6");
        await Button("Back").ClickAsync();
        await Expect(status).ToHaveTextAsync("1 of 6");
        await Page.GetByLabel("Jump to").SelectOptionAsync("4");
        await Expect(status).ToHaveTextAsync("5 of 6");
        await Page.GetByLabel("Speed").SelectOptionAsync("8");
        await Button("First").ClickAsync();
        await Button("Play").ClickAsync();
        await Expect(status).ToHaveTextAsync("6 of 6");
        await Expect(Button("Play")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Text_of_a_peer_stays_text()
    {
        await GoAsync(PageFile.Ordinary(Folder), "case=behaviour%2Feject%2Fhostile");

        await Expect(Page.Locator(".detail")).ToContainTextAsync("</script><script>window.broken=1</script>");
        await Expect(Page.Locator(".detail")).ToContainTextAsync("\\u001b[31m\\u0000\\ud800\\u202e");
        Assert.That(await Page.EvaluateAsync<bool>("window.broken === undefined"), Is.True);
        await Expect(Page.Locator("main img")).ToHaveCountAsync(0);
        await ShootAsync("hostile");
    }

    [TestCase("matrix", "Commands × kinds")]
    [TestCase("coverage", "Coverage of the spec")]
    [TestCase("findings", "What is wrong in the documentation")]
    [TestCase("ledger", "Fidelity of the reference emulator")]
    [TestCase("latency", "How long cases took")]
    [TestCase("compare", "Compared with an earlier run")]
    public async Task Every_view_opens(string view, string title)
    {
        await GoAsync(PageFile.Compared(Folder));
        await Page.Locator($"[data-view={view}]").ClickAsync();

        await Expect(Page.Locator("main h2")).ToHaveTextAsync(title);
        Assert.That(Page.Url, Does.Contain($"view={view}"));
        await ShootAsync(view);
    }

    [Test]
    public async Task A_number_of_the_matrix_opens_its_cases()
    {
        await GoAsync(PageFile.Ordinary(Folder), "view=matrix");
        await Page.Locator("tbody tr").Filter(new LocatorFilterOptions { HasText = "eject" }).Locator("a.fail").First.ClickAsync();

        await Expect(Shown).ToContainTextAsync("of 200");
        Assert.That(Page.Url, Does.Contain("command=eject").And.Contain("kind="));
    }

    [Test]
    public async Task A_comparison_tells_new_from_old_failures()
    {
        await GoAsync(PageFile.Compared(Folder), "view=compare");

        string[] tiles = [.. await Page.Locator(".tile").AllInnerTextsAsync()];
        Assert.That(tiles.Select(t => t.ReplaceLineEndings(" ")), Does.Contain("0 Still failing").And.Contain("0 Fixed").And.Contain("3 Gone or not run"));
    }

    [Test]
    public async Task The_keyboard_alone_is_enough()
    {
        await GoAsync(PageFile.Ordinary(Folder));
        await Page.Keyboard.PressAsync("j");
        await Expect(Page.Locator("#case-title")).ToHaveTextAsync(PageFile.Failed);
        await Page.Keyboard.PressAsync("ArrowDown");
        await Expect(Page.Locator("#case-title")).Not.ToHaveTextAsync(PageFile.Failed);
        await Page.Keyboard.PressAsync("k");
        await Expect(Page.Locator("#case-title")).ToHaveTextAsync(PageFile.Failed);
        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync("hostile");
        await Expect(Shown).ToHaveTextAsync("1 of 200");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(Shown).ToHaveTextAsync("3 of 200");
        await Page.Keyboard.PressAsync("2");
        await Expect(Page.Locator("main h2")).ToHaveTextAsync("Commands × kinds");
        await Page.Keyboard.PressAsync("?");
        await Expect(Page.Locator("dialog")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Dark_is_dark_by_the_system_and_by_the_button()
    {
        await OpenAsync(new BrowserNewPageOptions { ColorScheme = ColorScheme.Dark, ViewportSize = new ViewportSize { Width = 1400, Height = 900 } });
        await GoAsync(PageFile.Ordinary(Folder), $"case={Uri.EscapeDataString(PageFile.Failed)}");
        string dark = await Background();
        await ShootAsync("dark");
        await Page.Locator("#theme").ClickAsync();

        Assert.That((dark, await Background()), Is.EqualTo(("rgb(18, 22, 28)", "rgb(247, 248, 250)")));
    }

    [Test]
    public async Task A_phone_shows_list_and_case_in_turn_without_sideways_scrolling()
    {
        await OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true });
        await GoAsync(PageFile.Ordinary(Folder));
        await ShootAsync("phone-list");
        await Rows.First.TapAsync();

        await Expect(Page.Locator("#case-title")).ToBeVisibleAsync();
        await Expect(Page.Locator("#list")).ToBeHiddenAsync();
        Assert.That(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True);
        await ShootAsync("phone-case");
        await Page.Locator(".back").TapAsync();
        await Expect(Page.Locator("#list")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Print_has_every_case_and_no_controls()
    {
        await GoAsync(PageFile.Ordinary(Folder), "verdict=pass");
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Expect(Rows).ToHaveCountAsync(195);
        await Expect(Page.Locator("nav")).ToBeHiddenAsync();
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, "print.png") });
    }

    [Test]
    public async Task A_run_that_was_cut_says_so()
    {
        await GoAsync(PageFile.Torn(Folder));
        await Expect(Page.Locator("[role=alert]")).ToContainTextAsync("the run did not end");
        await Expect(Page.Locator("h1")).ToContainTextAsync("incomplete");
        await GoAsync(PageFile.Empty(Folder));
        await Expect(Page.Locator("h1")).ToContainTextAsync("incomplete");
    }

    private async Task<string> Background() => await Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
