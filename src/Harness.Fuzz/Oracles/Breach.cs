using System.Text;

using Harness.Fuzz.Input;

namespace Harness.Fuzz.Oracles;

/// <summary>An oracle that a peer broke, and where.</summary>
/// <param name="Subject">The command, event or property concerned, one word.</param>
/// <param name="Place">What tells it from another breach of the same oracle; free of values that change from case to case.</param>
/// <param name="Step">0-based index of the step of the case; that behind the last for what shows at the end.</param>
/// <param name="Why">For people, one line.</param>
public sealed record Breach(Oracle Oracle, string Subject, string Place, int Step, string Why)
{
    /// <summary>What the same reading said of the command, for the case that is saved; null where it was not about one.</summary>
    public Reading? Reading { get; init; }

    /// <summary>Two breaches are one finding where this is equal.</summary>
    public string Identity => $"{Word}|{Subject}|{Place}";

    /// <summary>True where nobody knows in what state the peer is left.</summary>
    public bool LeavesDoubt => Oracle is not (Oracle.ReturnType or Oracle.EventType or Oracle.RefusedValid or Oracle.ErrorClass or Oracle.Framing);

    /// <summary>The oracle in ids: <c>accepted-invalid</c>.</summary>
    public string Word => WordOf(Oracle);

    public static string WordOf(Oracle oracle)
    {
        StringBuilder word = new();
        foreach (char c in oracle.ToString())
        {
            word.Append(char.IsUpper(c) && word.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }

    /// <summary>The permanent id: <c>fuzz/COMMAND/ORACLE/HASH</c>.</summary>
    public string Id => $"fuzz/{Subject}/{Word}/{StableHash.Of(Identity):x16}"[..^8];
}
