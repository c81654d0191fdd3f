using System.Text;
using System.Text.Json;

using Harness.Cases.Compile;
using Harness.Cases.Language;
using Harness.Cases.Verify;
using Harness.Fuzz.Oracles;
using Harness.Wire;

namespace Harness.Fuzz.Play;

/// <summary>Which queries show whether a refused command has changed something.</summary>
internal sealed class StateWatch
{
    private readonly FuzzSetting _setting;
    private readonly StateQueries _queries;
    private readonly Dictionary<string, IReadOnlyList<string>> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _requests = new(StringComparer.Ordinal);

    public StateWatch(FuzzSetting setting)
    {
        _setting = setting;
        _queries = new StateQueries(setting.Schema, setting.Safety);
    }

    /// <summary>The queries that watch the one request that the bytes are; none for other bytes, and for commands that only read.</summary>
    public IReadOnlyList<string> QueriesFor(ReadOnlyMemory<byte> bytes, RequestReader reader)
    {
        MessageReader messages = new(JsonFlavour.Qemu, WireLimits.Default);
        messages.Feed(bytes);
        return messages.TryRead(out WireMessage message) && reader.Read(message, negotiated: true) is { Command: { } command, Expectation: not Expectation.Complaint }
            && _setting.Safety.ClassOf(command.Name) != SafetyClass.Read
                ? For(command.Name)
                : [];
    }

    public IReadOnlyList<string> For(string command)
    {
        if (!_known.TryGetValue(command, out IReadOnlyList<string>? queries))
        {
            queries = [.. _queries.For(command).Where(q => _setting.Offered?.Contains(q) != false)];
            _known.Add(command, queries);
        }

        return queries;
    }

    public byte[] RequestOf(string query)
    {
        if (!_requests.TryGetValue(query, out byte[]? request))
        {
            request = Encoding.ASCII.GetBytes($"{{\"execute\": \"{query}\", \"id\": \"harness-{query}\"}}\r\n");
            _requests.Add(query, request);
        }

        return request;
    }

    /// <summary>What queries said while nothing was executed in between.</summary>
    internal sealed class Snapshot
    {
        private readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

        public bool Has(string query) => _answers.ContainsKey(query);

        public void Forget() => _answers.Clear();

        /// <summary>Records an answer; says how it differs from the one before where <paramref name="compare"/> is set, else null.</summary>
        public string? Record(string query, JsonElement answer, bool compare)
        {
            if (compare && _answers.TryGetValue(query, out JsonElement before) && !JsonValues.AreEqual(before, answer))
            {
                return $"{Show(before)} became {Show(answer)}";
            }

            _answers[query] = answer;
            return null;
        }

        private static string Show(JsonElement value) =>
            value.ValueKind == JsonValueKind.Undefined ? "an error" : ArrowText.Printable(Encoding.UTF8.GetBytes(value.GetRawText()), 300);
    }
}
