using System.Text;
using System.Text.Json;

using Harness.Cases.Verify;
using Harness.Session;

namespace Harness.Unit.Cases.Verify;

/// <summary>Reads as transcripts: <c>&gt;</c> the client, <c>&lt;</c> the server; what is said of the last line counts.</summary>
public sealed class ConversationTests
{
    private const string Ready = "<{\"QMP\":{}} >{\"execute\":\"qmp_capabilities\"} <{\"return\":{}} ";

    [TestCase("<{\"QMP\":{}}", ExpectedResult = "Greeting")]
    [TestCase("<{\"QMP\":{}} <{\"QMP\":{}}", ExpectedResult = "a second greeting")]
    [TestCase("<{\"return\":{}}", ExpectedResult = "a message before the greeting")]
    [TestCase("<{\"QMP\":{}} <{\"event\":\"A\",\"timestamp\":{\"seconds\":1,\"microseconds\":2}}", ExpectedResult = "an event before negotiation was complete")]
    [TestCase(Ready + "<{\"event\":\"A\",\"timestamp\":{\"seconds\":1,\"microseconds\":2}}", ExpectedResult = "Event")]
    [TestCase(Ready + "<{\"event\":\"A\",\"timestamp\":{\"seconds\":-1,\"microseconds\":-1},\"data\":[]}", ExpectedResult = "an event whose data are no object")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":{\"b\":1,\"a\":1e0}} <{\"return\":{},\"id\":{\"a\":1,\"b\":1}}", ExpectedResult = "Success")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":null} <{\"return\":{},\"id\":null}", ExpectedResult = "Success")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":null} <{\"return\":{}}", ExpectedResult = "a reply without id, while the oldest request that waits is 'a' with id null")]
    [TestCase(Ready + ">{\"execute\":\"a\"} <{\"return\":{},\"id\":null}", ExpectedResult = "a reply with id null, while the oldest request that waits is 'a' without id")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":1} >{\"execute\":\"b\",\"id\":2} <{\"return\":{},\"id\":2}", ExpectedResult = "the reply to 'b' with id 2 came before the reply to 'a' with id 1, which was sent before it")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":1} >{\"exec-oob\":\"b\",\"id\":2} <{\"return\":{},\"id\":2} <{\"return\":{},\"id\":1}", ExpectedResult = "Success")]
    [TestCase(Ready + ">{\"exec-oob\":\"a\",\"id\":1} >{\"execute\":\"b\",\"id\":2} <{\"return\":{},\"id\":2} <{\"return\":{},\"id\":1}", ExpectedResult = "Success")]
    [TestCase(Ready + "<{\"error\":{\"class\":\"A\",\"desc\":\"\"}}", ExpectedResult = "a reply without id, while no request waits for a reply")]
    [TestCase(Ready + ">@ <{\"error\":{\"class\":\"A\",\"desc\":\"\"}} <{\"error\":{\"class\":\"A\",\"desc\":\"\"}}", ExpectedResult = "Error")]
    [TestCase(Ready + ">[] <{\"error\":{\"class\":\"A\",\"desc\":\"\"}}", ExpectedResult = "Error")]
    [TestCase(Ready + ">@ <{\"return\":{}}", ExpectedResult = "a reply without id, while no request waits for a reply")]
    [TestCase(Ready + ">@ >{\"execute\":\"a\"} <{\"error\":{\"class\":\"A\",\"desc\":\"\"}} <{\"return\":{}}", ExpectedResult = "Success")]
    [TestCase(Ready + ">@ >{\"execute\":\"a\",\"id\":1} <{\"return\":{}}", ExpectedResult = "a reply without id, while the oldest request that waits is 'a' with id 1")]
    [TestCase(Ready + ">{\"id\":5} <{\"error\":{\"class\":\"A\",\"desc\":\"\"}}", ExpectedResult = "a reply without id, while the oldest request that waits is 'no command' with id 5")]
    [TestCase(Ready + ">{\"execute\":\"a\"} <{\"return\":{},\"error\":{\"class\":\"A\",\"desc\":\"\"}}", ExpectedResult = "a reply with both 'return' and 'error'")]
    [TestCase(Ready + ">{\"execute\":\"a\"} <{\"error\":\"no\"}", ExpectedResult = "an error without a string 'class'")]
    [TestCase(Ready + "<{\"hello\":1}", ExpectedResult = "a message that is no greeting, no reply and no event")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":[1e999]} >{\"execute\":\"b\",\"id\":2} <{\"error\":{\"class\":\"A\",\"desc\":\"\"}} <{\"return\":{},\"id\":2}", ExpectedResult = "Success")]
    [TestCase(Ready + ">{\"execute\":\"a\",\"id\":[1e999]} <{\"return\":{},\"id\":[1e999]}", ExpectedResult = "Success")]
    public string A_message_is_judged_by_where_it_stands(string transcript)
    {
        Conversation conversation = new();
        Incoming last = default;
        foreach (string line in transcript.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(new List<string>(), Join))
        {
            if (line[0] == '>')
            {
                conversation.Sent(Encoding.UTF8.GetBytes(line[1..]));
            }
            else
            {
                last = conversation.Judge(JsonElement.Parse(line[1..]));
            }
        }

        return last.Why ?? last.Kind.ToString();
    }

    [Test]
    public void A_message_that_has_begun_can_be_told()
    {
        Conversation conversation = new();
        conversation.Sent("{\"execute\":"u8.ToArray());
        Assert.That(conversation.IsInsideMessage, Is.True);
        conversation.Sent("1}"u8.ToArray());
        Assert.That(conversation.IsInsideMessage, Is.False);
    }

    /// <summary>A blank inside a message does not begin a line.</summary>
    private static List<string> Join(List<string> lines, string piece)
    {
        if (piece[0] is '<' or '>')
        {
            lines.Add(piece);
        }
        else
        {
            lines[^1] += $" {piece}";
        }

        return lines;
    }
}
