using System.Text.Json;

namespace Harness.Cases.Compile;

/// <summary>What a command may do to a machine and its host, from harmless to careful.</summary>
public enum SafetyClass
{
    Read,
    Mutating,

    /// <summary>Ends or wrecks the machine.</summary>
    Destructive,

    /// <summary>Reads or writes host files, opens sockets, runs programs.</summary>
    Host,
}

/// <summary><c>spec/safety.json</c>: the safety class of each command. One that it does not name is a query by its name, or the most careful class.</summary>
public sealed class SafetyTable
{
    private readonly Dictionary<string, SafetyClass> _classes;

    private SafetyTable(Dictionary<string, SafetyClass> classes) => _classes = classes;

    public static SafetyTable Empty { get; } = new([]);

    public static IReadOnlyList<string> ClassNames { get; } = ["read", "mutating", "destructive", "host"];

    public SafetyClass ClassOf(string command) =>
        _classes.TryGetValue(command, out SafetyClass found) ? found : IsQuery(command) ? SafetyClass.Read : SafetyClass.Host;

    public static SafetyClass? ParseClass(string name) => ClassNames.ToList().IndexOf(name) is >= 0 and int index ? (SafetyClass)index : null;

    public static string NameOf(SafetyClass safety) => ClassNames[(int)safety];

    /// <summary>Reads <c>{ "read": ["query-status", …], "mutating": […], "destructive": […], "host": […] }</c>.</summary>
    /// <exception cref="FormatException">Not that; the message says where.</exception>
    public static SafetyTable Parse(string json, string path)
    {
        Dictionary<string, SafetyClass> classes = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            foreach (JsonProperty entry in document.RootElement.EnumerateObject())
            {
                SafetyClass safety = ParseClass(entry.Name) ?? throw new FormatException($"{path}: '{entry.Name}' is no safety class; they are {string.Join(", ", ClassNames)}");
                foreach (JsonElement name in entry.Value.EnumerateArray())
                {
                    if (!classes.TryAdd(name.GetString() ?? "", safety))
                    {
                        throw new FormatException($"{path}: command '{name}' has two safety classes");
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{path}: {e.Message}", e);
        }

        return new SafetyTable(classes);
    }

    private static bool IsQuery(string command) =>
        command.StartsWith("query-", StringComparison.Ordinal) || command.Contains("-query-", StringComparison.Ordinal) || command is "qom-list" or "qom-get" or "qom-list-types"
        || command.EndsWith("-list-properties", StringComparison.Ordinal);
}
