using System.Text;
using System.Text.Json;

using Harness.Emulator.Output;

namespace Harness.Unit.Emulator;

/// <summary>Values are written as QEMU spaces them, and wrong use is caught.</summary>
public sealed class DataWriterTests
{
    [Test]
    public void Every_kind_of_member_is_written()
    {
        DataWriter data = new();
        data.BeginObject();
        data.String("text", "quote\" back\\slash \u00e9 \n");
        data.OptionalString("none", null);
        data.OptionalString("some", "x");
        data.Bool("yes", true);
        data.OptionalBool("maybe", null);
        data.Int("least", long.MinValue);
        data.OptionalInt("absent", null);
        data.UInt("most", ulong.MaxValue);
        data.Number("real", 0.1);
        data.Null("nothing");
        data.Json("own", JsonElement.Parse("1e3"));
        data.BeginArray("list");
        data.Int(1);
        data.String("a");
        data.Json("[ ]"u8);
        data.BeginObject();
        data.EndObject();
        data.EndArray();
        data.BeginObject("inner");
        data.Int("n", 1);
        data.EndObject();
        data.EndObject();

        Assert.That(
            Encoding.UTF8.GetString(data.Complete()),
            Is.EqualTo("""{"text": "quote\" back\\slash \u00E9 \n", "some": "x", "yes": true, "least": -9223372036854775808, "most": 18446744073709551615, "real": 0.1, "nothing": null, "own": 1e3, "list": [1, "a", [ ], {}], "inner": {"n": 1}}"""));
    }

    [Test]
    public void A_writer_can_be_used_again_after_any_size()
    {
        DataWriter data = new();
        data.String(new string('x', 3 << 20));
        Assert.That(data.Complete().Length, Is.EqualTo((3 << 20) + 2));
        data.Reset();
        data.Int(7);

        Assert.That(Encoding.UTF8.GetString(data.Complete()), Is.EqualTo("7"));
    }

    private static IEnumerable<TestCaseData> Misuses()
    {
        yield return Misuse("member outside", d => d.Int("a", 1));
        yield return Misuse("member in array", d => Then(d.BeginArray, () => d.Int("a", 1)));
        yield return Misuse("item in object", d => Then(d.BeginObject, () => d.Int(1)));
        yield return Misuse("two values", d => Then(() => d.Int(1), () => d.Int(2)));
        yield return Misuse("end of nothing", d => d.EndObject());
        yield return Misuse("wrong end", d => Then(d.BeginArray, d.EndObject));
        yield return Misuse("nothing written", d => d.Complete());
        yield return Misuse("left open", d => Then(d.BeginArray, () => d.Complete()));

        static TestCaseData Misuse(string name, Action<DataWriter> use) => new TestCaseData((object)use).SetArgDisplayNames(name);

        static void Then(Action first, Action second)
        {
            first();
            second();
        }
    }

    [TestCaseSource(nameof(Misuses))]
    public void Misuse_is_caught(object use) => Assert.That(() => ((Action<DataWriter>)use)(new DataWriter()), Throws.InvalidOperationException);
}
