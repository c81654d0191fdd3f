using System.Text;

using Harness.Cases.Run;

namespace Harness.Reports;

/// <summary>
/// <c>index.html</c>: one page that opens from disk and asks no network. Markup, style and script are resources of this assembly; the
/// run is JSON in which nothing can end a script element, and the script makes text nodes of it, never markup.
/// </summary>
/// <param name="before">An earlier run to compare with; null for none.</param>
public sealed class HtmlReporter(Stream output, CollectedRun? before) : IReporter
{
    private static readonly string[] Scripts = ["dom.js", "model.js", "diff.js", "list.js", "timeline.js", "case.js", "views.js", "main.js"];

    private readonly CollectedRun _run = new();

    public void Report(RunEvent runEvent) => _run.Take(runEvent);

    public void Dispose()
    {
        foreach (string line in Resource("page.html").Split('\n'))
        {
            WriteLine(line.Trim());
        }

        output.Dispose();
    }

    private void WriteLine(string line)
    {
        switch (line)
        {
            case "{{style}}":
                Write(Resource("page.css"));
                break;
            case "{{data}}":
                PageData.Write(output, _run, before);
                break;
            case "{{script}}":
                Write("\"use strict\";\n");
                foreach (string script in Scripts)
                {
                    Write(Resource(script));
                }

                break;
            default:
                Write(line);
                break;
        }

        Write("\n");
    }

    private void Write(string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReporter).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource '{name}' is not in this assembly");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
