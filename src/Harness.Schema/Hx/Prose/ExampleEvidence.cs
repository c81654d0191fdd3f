using System.Text.Json;

using Harness.Schema.Examples;
using Harness.Schema.Examples.Json;

namespace Harness.Schema.Hx.Prose;

/// <summary>
/// What the examples of a command show: which members stand where, and of which JSON type they are. Arrays count as what they
/// contain: the path of a member is the names above it.
/// </summary>
internal sealed class ExampleEvidence
{
    private readonly Dictionary<string, List<ExampleValue>> _values = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<string>> _members = new(StringComparer.Ordinal);

    /// <summary>Values of the requests' <c>arguments</c>.</summary>
    public static ExampleEvidence OfRequests(IReadOnlyList<DocumentedExchange> exchanges, string command) =>
        new(Bodies(exchanges, fromClient: true).Where(b => b["execute"] is ExampleValue.String { Value: { } name } && name == command).Select(b => b["arguments"]));

    /// <summary>Values of the replies' <c>return</c>.</summary>
    public static ExampleEvidence OfReplies(IReadOnlyList<DocumentedExchange> exchanges) =>
        new(Bodies(exchanges, fromClient: false).Select(b => b["return"]));

    private ExampleEvidence(IEnumerable<ExampleValue?> roots)
    {
        foreach (ExampleValue root in roots.OfType<ExampleValue>())
        {
            Add("", root, isElement: false);
        }
    }

    /// <summary>True when some example has a member of that name there.</summary>
    public bool Has(string path, string name) => _members.TryGetValue(path, out List<string>? names) && names.Contains(name);

    /// <summary>Member names at a path, in the order in which they were first seen.</summary>
    public IReadOnlyList<string> MembersAt(string path) => _members.GetValueOrDefault(path) ?? [];

    /// <summary>Values at a path; the elements of arrays are at the path of the array, beside it.</summary>
    public IReadOnlyList<ExampleValue> ValuesAt(string path) => _values.GetValueOrDefault(path) ?? [];

    /// <summary>Elements of the arrays at a path.</summary>
    public IEnumerable<ExampleValue> ElementsAt(string path) => ValuesAt(path).OfType<ExampleValue.Array>().SelectMany(a => a.Items);

    /// <summary>Objects at a path, or in arrays at it.</summary>
    public IEnumerable<ExampleValue.Object> ObjectsAt(string path) => ValuesAt(path).Concat(ElementsAt(path)).OfType<ExampleValue.Object>();

    public bool IsArrayAt(string path) => ValuesAt(path).Any(v => v.Kind == JsonValueKind.Array);

    private static IEnumerable<ExampleValue.Object> Bodies(IReadOnlyList<DocumentedExchange> exchanges, bool fromClient) =>
        exchanges.SelectMany(e => e.Messages).Where(m => m.FromClient == fromClient).Select(m => m.Read.Value).OfType<ExampleValue.Object>();

    private void Add(string path, ExampleValue value, bool isElement)
    {
        if (!isElement)
        {
            List(_values, path).Add(value);
        }

        switch (value)
        {
            case ExampleValue.Array array:
                foreach (ExampleValue item in array.Items)
                {
                    Add(path, item, isElement: true);
                }

                break;
            case ExampleValue.Object members:
                foreach (ExampleMember member in members.Members)
                {
                    List<string> names = List(_members, path);
                    if (!names.Contains(member.Name))
                    {
                        names.Add(member.Name);
                    }

                    Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, isElement: false);
                }

                break;
            default:
                break;
        }
    }

    private static List<T> List<T>(Dictionary<string, List<T>> lists, string path)
    {
        if (!lists.TryGetValue(path, out List<T>? list))
        {
            lists[path] = list = [];
        }

        return list;
    }
}
