using System.Text.Json;

using Harness.Schema.Model;
using Harness.Schema.Validation;

namespace Harness.Unit.Schema.Validation;

/// <summary>Values against types, one violation a test: kind, place and detail.</summary>
public sealed class ValueCheckerTests
{
    private static readonly QmpSchema Schema = Schemas.Compile(Schemas.Everything);

    private const string Scalars = """{"text": "t", "number": 1.5, "flag": true, "nothing": null, "any": [{}], "colour": "dark-blue"}""";

    private const string Sized = """{"i8": 0, "i16": 0, "i32": 0, "i64": 0, "int": 0, "u8": 0, "u16": 0, "u32": 0, "u64": 0, "size": 0}""";

    [TestCase("Scalars", Scalars)]
    [TestCase("Sized", Sized)]
    [TestCase("Derived", """{"name": "n", "count": -1, "list": [], "next": {"name": "m", "count": 0}}""")]
    [TestCase("Choice", """{"kind": "plain", "text": "t", "common": false}""")]
    [TestCase("Choice", """{"kind": "bare"}""", Description = "a tag without a branch adds nothing")]
    [TestCase("Choice", """{"kind": "nested", "inner": "one", "extra": 7, "one": true}""", Description = "a branch that is a union itself")]
    [TestCase("Choice", """{"kind": "nested", "inner": "two"}""")]
    [TestCase("Reference", """{"kind": "bare"}""")]
    [TestCase("Reference", "\"name\"")]
    [TestCase("Reference", "null")]
    [TestCase("Limit", "-9223372036854775808")]
    [TestCase("Limit", "\"red\"")]
    [TestCase("Flags", "[0, 255]")]
    [TestCase("Flags", "1e400")]
    [TestCase("Colour", "\"gr\\u0065en\"", Description = "escapes spell the same string")]
    [TestCase("Scalars", """{"te\u0078t": "t", "number": 0, "flag": true, "nothing": null, "any": null, "colour": "red"}""", Description = "in names too")]
    public void Fitting_values_have_no_violation(string type, string json) => Assert.That(All(type, json), Is.Empty);

    [TestCase("Plain", """{}""", ViolationKind.Missing, "text", "")]
    [TestCase("Plain", """{"text": "t", "x": 1}""", ViolationKind.Unexpected, "x", "")]
    [TestCase("Plain", """{"text": 7}""", ViolationKind.WrongType, "text", "string")]
    [TestCase("Plain", """{"text": null}""", ViolationKind.WrongType, "text", "string")]
    [TestCase("Plain", """[]""", ViolationKind.WrongType, "", "object")]
    [TestCase("Colour", "\"Red\"", ViolationKind.NotInEnum, "", "Red")]
    [TestCase("Colour", "\"re\"", ViolationKind.NotInEnum, "", "re")]
    [TestCase("Colour", "1", ViolationKind.WrongType, "", "string")]
    [TestCase("Derived", """{"name": "n", "count": 1.0}""", ViolationKind.WrongType, "count", "integer")]
    [TestCase("Derived", """{"name": "n", "count": 1e3}""", ViolationKind.WrongType, "count", "integer")]
    [TestCase("Derived", """{"name": "n", "count": "1"}""", ViolationKind.WrongType, "count", "integer")]
    [TestCase("Derived", """{"name": "n", "count": 0, "list": {}}""", ViolationKind.WrongType, "list", "array")]
    [TestCase("Derived", """{"name": "n", "count": 0, "list": [{"name": "m", "count": 0}, {"name": "o"}]}""", ViolationKind.Missing, "list[1].count", "")]
    [TestCase("Derived", """{"name": "n", "count": 0, "next": {"name": "m", "count": 0, "next": {"name": 1, "count": 0}}}""", ViolationKind.WrongType, "next.next.name", "string")]
    [TestCase("Derived", """{"count": 0}""", ViolationKind.Missing, "name", "", Description = "a member of the base")]
    [TestCase("Choice", """{"text": "t"}""", ViolationKind.Missing, "kind", "", Description = "without its tag nobody knows whether 'text' belongs")]
    [TestCase("Choice", """{"kind": "odd", "text": "t"}""", ViolationKind.NotInEnum, "kind", "odd")]
    [TestCase("Choice", """{"kind": 1, "text": "t"}""", ViolationKind.WrongType, "kind", "string")]
    [TestCase("Choice", """{"kind": "plain"}""", ViolationKind.Missing, "text", "")]
    [TestCase("Choice", """{"kind": "bare", "text": "t"}""", ViolationKind.Unexpected, "text", "", Description = "another branch's member")]
    [TestCase("Choice", """{"kind": "nested", "inner": "two", "one": true}""", ViolationKind.Unexpected, "one", "")]
    [TestCase("Choice", """{"kind": "nested", "inner": "one"}""", ViolationKind.Missing, "one", "")]
    [TestCase("Reference", "7", ViolationKind.WrongType, "", "object|string|null")]
    [TestCase("Reference", """{"kind": "plain"}""", ViolationKind.Missing, "text", "")]
    [TestCase("Limit", "1.5", ViolationKind.WrongType, "", "integer", Description = "the number arm is chosen, then refuses the fraction")]
    [TestCase("Limit", "\"odd\"", ViolationKind.NotInEnum, "", "odd")]
    [TestCase("Limit", "true", ViolationKind.WrongType, "", "integer|string")]
    [TestCase("Flags", "[0, 256]", ViolationKind.OutOfRange, "[1]", "uint8")]
    public void One_fault_is_one_violation(string type, string json, ViolationKind kind, string path, string detail)
    {
        Violation expected = new(kind, path, detail);

        Assert.That(All(type, json), Is.EqualTo([expected]));
        Assert.That(First(type, json), Is.EqualTo(expected));
    }

    [TestCase("int8", "-128", "127", "-129", "128")]
    [TestCase("int16", "-32768", "32767", "-32769", "32768")]
    [TestCase("int32", "-2147483648", "2147483647", "-2147483649", "2147483648")]
    [TestCase("int64", "-9223372036854775808", "9223372036854775807", "-9223372036854775809", "9223372036854775808")]
    [TestCase("int", "-9223372036854775808", "9223372036854775807", "-9223372036854775809", "9223372036854775808")]
    [TestCase("uint8", "0", "255", "-1", "256")]
    [TestCase("uint16", "0", "65535", "-1", "65536")]
    [TestCase("uint32", "0", "4294967295", "-1", "4294967296")]
    [TestCase("uint64", "0", "18446744073709551615", "-1", "18446744073709551616")]
    [TestCase("size", "0", "18446744073709551615", "-1", "18446744073709551616")]
    public void Integers_are_held_to_their_bounds_exactly(string type, string low, string high, string below, string above)
    {
        string member = Schema.Type("Sized") is ObjectType sized ? sized.Members.Single(m => m.Type.Name == type).Name : "";

        Assert.That(First("Sized", With(member, low)), Is.Null);
        Assert.That(First("Sized", With(member, high)), Is.Null);
        Assert.That(First("Sized", With(member, below)), Is.EqualTo(new Violation(ViolationKind.OutOfRange, member, type)));
        Assert.That(First("Sized", With(member, above)), Is.EqualTo(new Violation(ViolationKind.OutOfRange, member, type)));
        Assert.That(First("Sized", With(member, "99999999999999999999999999999999999999999")), Is.EqualTo(new Violation(ViolationKind.OutOfRange, member, type)));
    }

    [Test]
    public void Neighbours_that_a_double_cannot_tell_apart_are_told_apart()
    {
        Assert.That(First("Sized", With("u64", "18446744073709551615")), Is.Null);
        Assert.That(First("Sized", With("u64", "18446744073709551616")), Is.Not.Null, "as doubles the two are equal");
    }

    [Test]
    public void Violations_come_in_the_order_in_which_qemu_looks()
    {
        string json = """
            {"x": 0, "choices": [{"kind": "plain", "y": 0, "text": 1}, 7], "sized": 1, "scalars": {"text": 1, "z": 2, "number": "n", "flag": true, "nothing": null, "colour": "pink"},
             "derived": {"name": "n", "count": 0}}
            """;

        Assert.That(All("Whole", json).Select(v => v.ToString()), Is.EqualTo(new[]
        {
            "'scalars.text' is not of JSON type string",
            "'scalars.number' is not of JSON type number",
            "'scalars.any' is missing",
            "'scalars.colour' has value 'pink', which the enumeration does not have",
            "'scalars.z' is not a member of the type",
            "'sized' is not of JSON type object",
            "'choices[0].text' is not of JSON type string",
            "'choices[0].y' is not a member of the type",
            "'choices[1]' is not of JSON type object",
            "'x' is not a member of the type",
        }));
    }

    [Test]
    public void The_first_violation_is_the_first_of_all()
    {
        string json = """{"text": 1, "z": 2}""";

        Assert.That(First("Scalars", json), Is.EqualTo(All("Scalars", json)[0]));
        Assert.That(All("Scalars", json), Has.Count.EqualTo(7));
    }

    [Test]
    public void Replies_may_have_strangers_at_every_level()
    {
        ValueChecker open = new(Openness.Open);

        Assert.That(open.All(Json("""{"name": "n", "count": 1, "x": 1, "next": {"name": "m", "count": 0, "y": null}}"""), Schema.Type("Derived")!), Is.Empty);
        Assert.That(open.All(Json("""{"kind": "plain", "text": "t", "one": 1}"""), Schema.Type("Choice")!), Is.Empty);
        Assert.That(open.All(Json("""{"x": 1}"""), Schema.Type("Plain")!), Has.Count.EqualTo(1), "what is missing is missing all the same");
    }

    [Test]
    public void Arguments_that_the_source_leaves_open_take_strangers()
    {
        ObjectType arguments = Schema.Command("open")!.Arguments;

        Assert.That(Checker().All(Json("""{"id": "a", "anything": [1]}"""), arguments), Is.Empty);
        Assert.That(Checker().First(Json("""{"anything": [1]}"""), arguments)?.Kind, Is.EqualTo(ViolationKind.Missing));
    }

    [Test]
    public void An_instance_is_clean_after_a_violation()
    {
        ValueChecker checker = Checker();
        checker.First(Json("""{"list": [{"count": 1}]}"""), Schema.Type("Derived")!);

        Assert.That(checker.First(Json("""{"text": 1}"""), Schema.Type("Plain")!)?.Path, Is.EqualTo("text"));
    }

    [Test]
    public void A_thousand_levels_are_walked()
    {
        string json = string.Concat(Enumerable.Repeat("""{"name": "n", "count": 0, "next": """, 1000)) + "7" + new string('}', 1000);
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1024 });

        Assert.That(Checker().First(document.RootElement, Schema.Type("Derived")!)?.Detail, Is.EqualTo("object"));
    }

    [Test]
    public void A_value_that_fits_costs_no_allocation()
    {
        ValueChecker checker = Checker();
        SchemaType type = Schema.Type("Whole")!;
        JsonElement value = Json($$"""
            {"scalars": {{Scalars}}, "sized": {{Sized}}, "derived": {"name": "n", "count": 0, "list": [{"name": "m", "count": 1}]},
             "choices": [{"kind": "plain", "text": "t"}, {"kind": "nested", "inner": "one", "one": true}], "reference": {"kind": "bare"}, "limit": "red", "flags": [1, 2]}
            """);
        Assert.That(checker.First(value, type), Is.Null);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            checker.First(value, type);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static string With(string member, string number) => Sized.Replace($"\"{member}\": 0", $"\"{member}\": {number}", StringComparison.Ordinal);

    private static ValueChecker Checker() => new(Openness.Closed);

    private static IReadOnlyList<Violation> All(string type, string json) => Checker().All(Json(json), Schema.Type(type)!);

    private static Violation? First(string type, string json) => Checker().First(Json(json), Schema.Type(type)!);

    private static JsonElement Json(string json) => JsonElement.Parse(json);
}
