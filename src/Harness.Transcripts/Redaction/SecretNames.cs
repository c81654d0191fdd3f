using Harness.Schema.Model;

namespace Harness.Transcripts.Redaction;

/// <summary>Names of members that hold secrets: those that QEMU is known to have, and those that a schema has beyond them.</summary>
/// <param name="Names">In order, each once.</param>
public sealed record SecretNames(IReadOnlyList<string> Names)
{
    private static readonly string[] KnownNames = ["crypted-password", "passphrase", "passwd", "password"];

    /// <summary>Without a schema: <c>set_password</c>, <c>block_passwd</c>, <c>change-vnc-password</c>, <c>guest-set-user-password</c> and their like.</summary>
    public static SecretNames Known { get; } = new(KnownNames);

    /// <summary>Arguments of text whose name says password. A name that ends in <c>-secret</c> holds the id of a secret object, which is none.</summary>
    public static SecretNames From(QmpSchema schema)
    {
        SortedSet<string> names = new(KnownNames, StringComparer.Ordinal);
        HashSet<SchemaType> seen = [];
        foreach (Command command in schema.Commands)
        {
            Collect(command.Arguments, names, seen);
        }

        return new SecretNames([.. names]);
    }

    private static void Collect(SchemaType type, SortedSet<string> names, HashSet<SchemaType> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        switch (type)
        {
            case ObjectType members:
                foreach (Member member in members.AllMembers)
                {
                    if (member.Type is BuiltinType { Kind: BuiltinKind.String } && IsSecret(member.Name))
                    {
                        names.Add(member.Name);
                    }

                    Collect(member.Type, names, seen);
                }

                foreach (Branch branch in members.Variants?.Branches ?? [])
                {
                    Collect(branch.Type, names, seen);
                }

                break;
            case ArrayType array:
                Collect(array.Element, names, seen);
                break;
            case AlternateType alternate:
                foreach (Member arm in alternate.Arms)
                {
                    Collect(arm.Type, names, seen);
                }

                break;
            default:
                break;
        }
    }

    private static bool IsSecret(string name) =>
        (name.Contains("passw", StringComparison.OrdinalIgnoreCase) || name.Contains("passphrase", StringComparison.OrdinalIgnoreCase))
        && !name.EndsWith("-secret", StringComparison.Ordinal);
}
