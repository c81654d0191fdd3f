namespace Harness.Schema.Qapi.Check;

internal static class MemberName
{
    /// <summary>Names that differ only in '-' and '_' are the same name in generated code, so the language takes them for one.</summary>
    public static bool Same(string a, string b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && !(a[i] is '-' or '_' && b[i] is '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
