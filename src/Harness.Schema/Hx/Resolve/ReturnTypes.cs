using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;
using Harness.Schema.Model;

namespace Harness.Schema.Hx.Resolve;

/// <summary>What a command returns: as described, else as its examples show, else anything.</summary>
internal sealed class ReturnTypes(TypeNames names, DocumentedFacts facts)
{
    public SchemaType? Make(HxPage? page)
    {
        if (page is null)
        {
            // Nobody documents the command: nobody can say what it returns.
            return Builtins.Any;
        }

        ExampleEvidence evidence = ExampleEvidence.OfReplies(page.Exchanges);
        if (page.Returns.How != ReturnsDescribed.InFull)
        {
            return page.Returns.Nothing ? null : new ExampleTypes(page.Name, evidence, names).Infer();
        }

        DocumentedMember value = page.Returns.Value;
        bool oneOfArray = value.Phrase.Kind == PhraseKind.None && value.Members.Any();
        SchemaType type = new TypeMaker(page.Name, evidence, names, facts).Make(value, null);
        return oneOfArray && type is ArrayType { Element: ObjectType element } ? element : type;
    }
}
