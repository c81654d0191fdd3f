using Microsoft.Playwright;

namespace Harness.Browser;

/// <summary>A browser for a fixture and a page for each test, which must say nothing on its console and ask nothing of any network.</summary>
public abstract class Browsing
{
    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    protected string Folder { get; private set; } = "";

    protected IPage Page { get; private set; } = null!;

    /// <summary>Where a person looks at what the tests saw.</summary>
    protected static string Screenshots { get; } = Directory.CreateDirectory(Path.Combine(Root(), "reports", "screenshots")).FullName;

    [OneTimeSetUp]
    public async Task StartBrowser()
    {
        Folder = Directory.CreateTempSubdirectory("browser").FullName;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox"],
        });
    }

    [OneTimeTearDown]
    public async Task StopBrowser()
    {
        await (_browser?.CloseAsync() ?? Task.CompletedTask);
        _playwright?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    [SetUp]
    public Task OpenPage() => OpenAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } });

    [TearDown]
    public async Task ClosePage()
    {
        await Page.CloseAsync();
        Assert.That(_complaints, Is.Empty, "console errors and requests");
    }

    protected async Task OpenAsync(BrowserNewPageOptions options)
    {
        await (Page?.CloseAsync() ?? Task.CompletedTask);
        _complaints.Clear();
        Page = await _browser!.NewPageAsync(options);
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{message.Type}: {message.Text}");
            }
        };
        Page.PageError += (_, error) => _complaints.Add($"exception: {error}");
        Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _complaints.Add($"request: {request.Url}");
            }
        };
    }

    protected async Task GoAsync(string file, string hash = "")
    {
        await Page.GotoAsync($"file://{file}{(hash.Length > 0 ? "#" + hash : "")}");
        await Page.WaitForSelectorAsync("html[data-ready]");
    }

    protected Task ShootAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, name + ".png") });

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Harness.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("these tests run inside the source tree");
        }

        return folder.FullName;
    }
}
