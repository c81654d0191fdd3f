using System.Text;
using System.Text.Json;

using Harness.Cli.Recording;
using Harness.Schema.Model;
using Harness.Schema.Validation;
using Harness.Transcripts.Format;
using Harness.Transcripts.Messages;
using Harness.Transcripts.Replay;

namespace Harness.Cli.Serving;

/// <summary>How the requests of a client are set against recorded ones.</summary>
internal enum ReplayMatch
{
    /// <summary>In the recorded order of each connection.</summary>
    Sequence,

    /// <summary>By command and arguments.</summary>
    Request,
}

/// <summary>A transcript that was read whole and found good, and the sessions that replay it.</summary>
internal sealed class ReplaySource
{
    private readonly string _path;
    private readonly ReplayMatch _match;
    private readonly ReplayIndex _index;
    private readonly MissAnswer _answer;

    private ReplaySource(string path, ReplayMatch match, ReplayIndex index, TranscriptHeader header, MissAnswer answer)
    {
        _path = path;
        _match = match;
        _index = index;
        Header = header;
        _answer = answer;
    }

    public TranscriptHeader Header { get; }

    /// <summary>Connections that were recorded.</summary>
    public int Connections => _index.Connections;

    /// <summary>Why the transcript may lack its end, for people; null for one that ends in order.</summary>
    public string? Torn => _index.Ending is { Kind: TranscriptReadKind.Torn } torn ? torn.Why : null;

    /// <param name="onMiss">Answers requests that are not recorded, beyond refusing them; null to refuse all.</param>
    /// <exception cref="UsageException">It cannot be read, is no transcript, or is damaged.</exception>
    public static ReplaySource Open(string path, ReplayMatch match, QmpSchema? onMiss)
    {
        using TranscriptReader reader = TranscriptFiles.Open(path);
        ReplayIndex index = ReplayIndex.Build(reader, withExchanges: match == ReplayMatch.Request);
        return index.Ending.Kind == TranscriptReadKind.Corrupt
            ? throw new UsageException($"{path}: {index.Ending.Why}")
            : new ReplaySource(path, match, index, reader.Header, new MissAnswer(onMiss is null ? null : request => FromSchema(onMiss, request)));
    }

    /// <summary>The session of a client's connection; null where the recorded order has none left for it.</summary>
    /// <param name="connection">1-based.</param>
    public IReplaySession? Session(int connection, Action<ReplayMiss> onMiss) => _match switch
    {
        ReplayMatch.Request => new RequestReplay(_index, TranscriptFiles.OpenStream(_path), connection, _answer, onMiss),
        _ when connection > _index.Connections => null,
        _ => new SequenceReplay(TranscriptFiles.Open(_path), connection, _answer, onMiss),
    };

    private static byte[]? FromSchema(QmpSchema schema, MessageFacts request)
    {
        if (schema.Command(request.Name ?? "") is not { } command)
        {
            return null;
        }

        using JsonDocument arguments = JsonDocument.Parse(request.Arguments.IsEmpty ? "{}"u8.ToArray() : request.Arguments, new JsonDocumentOptions { MaxDepth = 1040 });
        Violation? wrong = new ValueChecker(Openness.Closed).First(arguments.RootElement, command.Arguments);
        string result = command.Returns is null ? "{}" : ValueSample.Of(command.Returns)?.ToJsonString() ?? "null";
        return Encoding.UTF8.GetBytes(wrong is { } violation
            ? $"{{\"error\": {{\"class\": \"GenericError\", \"desc\": \"{JsonEncodedText.Encode(violation.ToString())}\"}}}}"
            : $"{{\"return\": {result}}}");
    }
}
