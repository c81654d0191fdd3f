using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Harness.Transport;

/// <summary>Whether a file is a socket, which the library's file classes do not tell.</summary>
internal static partial class FileKind
{
    private const int WorkingDirectory = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint TypeWanted = 1;

    /// <summary>Of <c>struct statx</c>, whose layout is the same on all architectures.</summary>
    private const int StatxBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int SocketType = 0xC000;

    /// <summary>Null when there is no such file, or when the system cannot say.</summary>
    public static bool? IsSocket(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> status = stackalloc byte[StatxBytes];
        return Statx(WorkingDirectory, path, DoNotFollowLinks, TypeWanted, status) == 0
            ? (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask) == SocketType
            : null;
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> status);
}
