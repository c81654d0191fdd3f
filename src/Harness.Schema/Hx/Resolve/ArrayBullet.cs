using Harness.Schema.Examples;
using Harness.Schema.Hx.Prose;

namespace Harness.Schema.Hx.Resolve;

/// <summary>A bullet under "keys array:" that calls itself an array and is named almost like it: the array itself, misspelt.</summary>
internal static class ArrayBullet
{
    public static DocumentedMember? Of(DocumentedMember array) =>
        array.Members.FirstOrDefault(m => m.Phrase.Kind == PhraseKind.Array && (m.Name == array.Name || NearName.Distance(m.Name, array.Name) == 1));
}
