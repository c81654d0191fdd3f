using System.Text;

using Harness.Cases.Language;
using Harness.Transcripts.Format;
using Harness.Transcripts.Import;

namespace Harness.Cli.Captures;

/// <summary>The messages that a case spells out.</summary>
internal static class CaseMessages
{
    /// <param name="connection">Of the case before; each case has connections of its own.</param>
    public static void Add(Script script, ref int connection, List<ImportedMessage> messages, List<ImportTrouble> trouble)
    {
        int first = connection + 1;
        int current = first;
        connection = first;
        foreach (Step step in script.Steps)
        {
            switch (step)
            {
                case Step.UseConnection use:
                    current = first + use.Number;
                    break;
                case Step.Reconnect:
                    current = connection + 1;
                    break;
                case Step.Send send when send.Message.Parts.All(p => p.Text is not null):
                    messages.Add(new ImportedMessage(RecordKind.Request, current, Encoding.UTF8.GetBytes(send.Message.ToString()), null, step.Span.Line));
                    break;
                case Step.Send:
                    trouble.Add(new ImportTrouble(step.Span.Line, "a request that holds what an earlier reply said is left out"));
                    break;
                case Step.SendRaw raw:
                    messages.Add(new ImportedMessage(RecordKind.Request, current, raw.Bytes.ToArray(), null, step.Span.Line));
                    break;
                case Step.ExpectReply expected:
                    // A step is written as "<- PATTERN", which is plain JSON where the pattern is.
                    if (JsonOf(CaseWriter.Write(expected)["<- ".Length..].ReplaceLineEndings(" ")) is { } reply)
                    {
                        messages.Add(new ImportedMessage(RecordKind.Reply, current, reply, null, step.Span.Line));
                    }
                    else
                    {
                        trouble.Add(new ImportTrouble(step.Span.Line, "a reply that is a pattern and no plain JSON is left out"));
                    }

                    break;
                default:
                    break;
            }

            connection = Math.Max(connection, current);
        }
    }

    private static byte[]? JsonOf(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Transcripts.Messages.MessageFacts.Read(bytes) is null ? null : bytes;
    }
}
