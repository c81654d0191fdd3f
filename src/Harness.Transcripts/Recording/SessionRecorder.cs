using Harness.Transcripts.Format;
using Harness.Transcripts.Redaction;

namespace Harness.Transcripts.Recording;

/// <summary>
/// Records what goes over several connections into one transcript. Everything is written before the call returns, so that who
/// passes bytes on after recording them never passes on what the transcript lacks. Any thread may call.
/// </summary>
public sealed class SessionRecorder
{
    private readonly Lock _gate = new();
    private readonly TranscriptWriter _writer;
    private readonly Redactor? _redactor;
    private readonly TimeProvider _clock;
    private readonly long _origin;
    private long _recorded;
    private int _connections;
    private bool _ended;

    /// <param name="writer">Ended by <see cref="End"/>.</param>
    /// <param name="redactor">Null to write secrets as they are.</param>
    /// <param name="clock">Measures the time between records.</param>
    public SessionRecorder(TranscriptWriter writer, Redactor? redactor, TimeProvider clock)
    {
        _writer = writer;
        _redactor = redactor;
        _clock = clock;
        _origin = clock.GetTimestamp();
    }

    /// <summary>Records written.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _writer.Count;
            }
        }
    }

    /// <summary>Records that a connection begins.</summary>
    public ConnectionRecorder Connect(string? note = null)
    {
        lock (_gate)
        {
            int number = ++_connections;
            Append(new TranscriptRecord(RecordKind.Open, 0, 0, number, Note: note));
            return new ConnectionRecorder(this, number);
        }
    }

    /// <summary>Records a remark.</summary>
    /// <param name="connection">0 where it is about none.</param>
    public void Mark(string note, int connection = 0) => Do(() => Append(new TranscriptRecord(RecordKind.Mark, 0, 0, connection, Note: note)));

    /// <summary>Records that something was not recorded.</summary>
    /// <param name="connection">0 where it is about none.</param>
    public void Gap(string note, int connection = 0) => Do(() => Append(new TranscriptRecord(RecordKind.Gap, 0, 0, connection, Note: note)));

    /// <summary>Ends the transcript. What comes later is not recorded.</summary>
    public void End(bool clean) => Do(() =>
    {
        if (!_ended)
        {
            _ended = true;
            _writer.End(clean);
        }
    });

    internal void Do(Action action)
    {
        lock (_gate)
        {
            action();
        }
    }

    /// <summary>Appends with the time since the previous record, secrets replaced. Under the lock.</summary>
    internal long Append(TranscriptRecord record)
    {
        if (_ended)
        {
            return 0;
        }

        long now = _clock.GetElapsedTime(_origin).Ticks * 100;
        long since = now - _recorded;
        _recorded = now;
        ReadOnlyMemory<byte> payload = _redactor?.Redact(record.Payload, record.IsMessage) ?? record.Payload;
        return _writer.Append(record with { Nanoseconds = since, Payload = payload });
    }
}
