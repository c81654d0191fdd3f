using System.IO.Pipes;
using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Harness.Transport.Listening;

/// <summary>Standard input and output as streams of our own.</summary>
internal sealed partial class StandardStreams
{
    private const int InputNumber = 0;
    private const int OutputNumber = 1;
    private const int DuplicateCloseOnExec = 1030;

    private StandardStreams(Stream input, Stream output)
    {
        Input = input;
        Output = output;
    }

    public Stream Input { get; }

    public Stream Output { get; }

    /// <summary>
    /// Takes the two for the protocol. From then on whatever else the process prints goes nowhere: it would stand between the messages.
    /// </summary>
    /// <exception cref="EndpointUnavailableException">One of them is closed.</exception>
    public static StandardStreams TakeOver() => TakeOver(InputNumber, OutputNumber);

    internal static StandardStreams TakeOver(int input, int output)
    {
        using SafeFileHandle nothing = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        return new StandardStreams(Open(Take(input, nothing), PipeDirection.In), Open(Take(output, nothing), PipeDirection.Out));
    }

    /// <summary>Pipes are waited for by the system; terminals and files, which block, by a thread of their own.</summary>
    private static Stream Open(int number, PipeDirection direction)
    {
        SafePipeHandle pipe = new(number, ownsHandle: true);
        try
        {
            return new AnonymousPipeClientStream(direction, pipe);
        }
        catch (IOException)
        {
            pipe.SetHandleAsInvalid();
            FileAccess access = direction == PipeDirection.In ? FileAccess.Read : FileAccess.Write;
            return new BlockingStream(new FileStream(new SafeFileHandle(number, ownsHandle: true), access, bufferSize: 0));
        }
    }

    private static int Take(int number, SafeFileHandle nothing)
    {
        int copy = Control(number, DuplicateCloseOnExec, 3);
        return copy >= 0 && Replace(nothing, number) >= 0
            ? copy
            : throw new EndpointUnavailableException("stdio", $"descriptor {number}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int number, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Replace(SafeFileHandle by, int number);
}
