using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Harness.Transport.Descriptors;

/// <summary>What a descriptor is, as a transcript says it: <c>{"kind":"file","mode":"rdwr"}</c>. Its name on this host is not told.</summary>
public static class DescriptorDescription
{
    /// <summary>JSON array, one object a descriptor; empty for none.</summary>
    public static byte[] Of(IReadOnlyList<SafeHandle> descriptors) => descriptors.Count == 0
        ? []
        : Encoding.ASCII.GetBytes($"[{string.Join(',', descriptors.Select(d => $"{{\"kind\":\"{KindOf(d)}\",\"mode\":\"{ModeOf(d)}\"}}"))}]");

    private static string KindOf(SafeHandle descriptor) => new FileInfo(Place("fd", descriptor)).LinkTarget switch
    {
        null => "unknown",
        { } target when target.StartsWith("socket:", StringComparison.Ordinal) => "socket",
        { } target when target.StartsWith("pipe:", StringComparison.Ordinal) => "pipe",
        { } target when target.StartsWith("anon_inode:", StringComparison.Ordinal) => "anonymous",
        { } target when target.StartsWith("/memfd:", StringComparison.Ordinal) => "memory",
        { } target when target.StartsWith("/dev/", StringComparison.Ordinal) => "device",
        _ => "file",
    };

    /// <summary>From the open flags, octal, of which the lowest two bits are the mode.</summary>
    private static string ModeOf(SafeHandle descriptor)
    {
        try
        {
            string flags = File.ReadLines(Place("fdinfo", descriptor)).First(l => l.StartsWith("flags:", StringComparison.Ordinal))["flags:".Length..].Trim();
            return (Convert.ToInt32(flags, 8) & 3) switch { 0 => "rdonly", 1 => "wronly", _ => "rdwr" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            return "unknown";
        }
    }

    private static string Place(string folder, SafeHandle descriptor) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/{folder}/{(long)descriptor.DangerousGetHandle()}");
}
