using System.Diagnostics;

namespace Harness.Transcripts.Format;

/// <summary>What a record of a transcript is.</summary>
public enum RecordKind
{
    /// <summary><c>></c>: what the client sent.</summary>
    Request,

    /// <summary><c><</c>: a greeting or a reply.</summary>
    Reply,

    /// <summary><c>!</c>: an event.</summary>
    Event,

    /// <summary>A connection begins.</summary>
    Open,

    /// <summary>One direction or the whole of a connection ends; the note says which and how.</summary>
    Close,

    /// <summary>Something could not be recorded; the note says what.</summary>
    Gap,

    /// <summary>A remark of the one who recorded.</summary>
    Mark,
}

public static class RecordKinds
{
    private static readonly (RecordKind Kind, string Word)[] Words =
    [
        (RecordKind.Request, ">"), (RecordKind.Reply, "<"), (RecordKind.Event, "!"), (RecordKind.Open, "open"),
        (RecordKind.Close, "close"), (RecordKind.Gap, "gap"), (RecordKind.Mark, "mark"),
    ];

    /// <summary>The word of the member <c>k</c>.</summary>
    public static string Word(this RecordKind kind) =>
        Array.Find(Words, w => w.Kind == kind).Word ?? throw new UnreachableException(kind.ToString());

    /// <summary>Null for a word that is no record's.</summary>
    public static RecordKind? Parse(ReadOnlySpan<byte> word)
    {
        foreach ((RecordKind kind, string known) in Words)
        {
            if (word.Length == known.Length && System.Text.Ascii.Equals(word, known))
            {
                return kind;
            }
        }

        return null;
    }
}
