using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Harness.Transport.Descriptors;

/// <summary>Linux's <c>sendmsg</c> and <c>recvmsg</c> with one SCM_RIGHTS control message. Neither waits.</summary>
internal static partial class ControlMessages
{
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int CloseOnExec = 0x40000000;

    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;

    /// <summary>Of <c>struct cmsghdr</c>: a length of the machine's word, a level and a type.</summary>
    private static int HeaderBytes => IntPtr.Size + 8;

    /// <summary>Sends what fits. Negative when nothing does: the caller waits for room.</summary>
    /// <exception cref="SocketException">The connection is no more, or the system refuses.</exception>
    public static unsafe int Send(SafeHandle socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors)
    {
        Span<byte> control = stackalloc byte[ControlBytes(descriptors.Length)];
        control.Clear();
        MemoryMarshal.Write(control, (nint)(HeaderBytes + (descriptors.Length * sizeof(int))));
        MemoryMarshal.Write(control[IntPtr.Size..], SocketLevel);
        MemoryMarshal.Write(control[(IntPtr.Size + 4)..], Rights);
        MemoryMarshal.AsBytes(descriptors).CopyTo(control[HeaderBytes..]);
        fixed (byte* bytesAt = bytes, controlAt = control)
        {
            IoVector vector = new() { Base = bytesAt, Length = bytes.Length };
            MessageHeader header = new() { Vectors = &vector, VectorCount = 1, Control = controlAt, ControlLength = control.Length };
            nint result;
            do
            {
                result = SendMessage(socket, ref header, DontWait | NoSignal);
            }
            while (IsInterrupted(result));
            return Outcome(result);
        }
    }

    /// <summary>Receives what is there, 0 bytes for the end; adds descriptors, close-on-exec, to the list. Negative when nothing is there.</summary>
    /// <exception cref="SocketException">The connection is no more.</exception>
    public static unsafe int Receive(SafeHandle socket, Span<byte> bytes, List<int> descriptors)
    {
        Span<byte> control = stackalloc byte[ControlBytes(IDescriptorChannel.MaxDescriptors)];
        fixed (byte* bytesAt = bytes, controlAt = control)
        {
            IoVector vector = new() { Base = bytesAt, Length = bytes.Length };
            MessageHeader header = new() { Vectors = &vector, VectorCount = 1, Control = controlAt, ControlLength = control.Length };
            nint result;
            do
            {
                result = ReceiveMessage(socket, ref header, DontWait | CloseOnExec);
            }
            while (IsInterrupted(result));
            int received = Outcome(result);
            if (received >= 0)
            {
                ReadRights(control[..(int)header.ControlLength], descriptors);
            }

            return received;
        }
    }

    private static void ReadRights(ReadOnlySpan<byte> control, List<int> descriptors)
    {
        while (control.Length >= HeaderBytes)
        {
            int length = (int)MemoryMarshal.Read<nint>(control);
            int level = MemoryMarshal.Read<int>(control[IntPtr.Size..]);
            int type = MemoryMarshal.Read<int>(control[(IntPtr.Size + 4)..]);
            if (level == SocketLevel && type == Rights)
            {
                descriptors.AddRange(MemoryMarshal.Cast<byte, int>(control[HeaderBytes..length]));
            }

            control = control[Math.Min(control.Length, Align(Math.Max(length, HeaderBytes)))..];
        }
    }

    private static int ControlBytes(int descriptors) => Align(HeaderBytes + (descriptors * sizeof(int)));

    private static int Align(int length) => (length + IntPtr.Size - 1) & -IntPtr.Size;

    private static bool IsInterrupted(nint result) => result < 0 && Marshal.GetLastPInvokeError() == Interrupted;

    private static int Outcome(nint result)
    {
        int error = result >= 0 ? 0 : Marshal.GetLastPInvokeError();
        return error switch
        {
            0 => (int)result,
            TryAgain => -1,
            BrokenPipe => throw new SocketException((int)SocketError.Shutdown),
            ConnectionReset => throw new SocketException((int)SocketError.ConnectionReset),
            _ => throw new SocketException((int)SocketError.SocketError, Marshal.GetPInvokeErrorMessage(error)),
        };
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SendMessage(SafeHandle socket, ref MessageHeader header, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReceiveMessage(SafeHandle socket, ref MessageHeader header, int flags);

    /// <summary><c>struct iovec</c>.</summary>
    private unsafe struct IoVector
    {
        public byte* Base;
        public nint Length;
    }

    /// <summary><c>struct msghdr</c>.</summary>
    private unsafe struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public IoVector* Vectors;
        public nint VectorCount;
        public byte* Control;
        public nint ControlLength;
        public int Flags;
    }
}
