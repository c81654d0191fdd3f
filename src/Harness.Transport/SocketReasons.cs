using System.Net.Sockets;

namespace Harness.Transport;

/// <summary>What went wrong on a socket, for people.</summary>
internal static class SocketReasons
{
    public static string For(Exception failure) => failure switch
    {
        SocketException s => For(s),
        IOException { InnerException: SocketException s } => For(s),
        ObjectDisposedException or OperationCanceledException => "the channel was disposed",
        _ => failure.Message,
    };

    public static string For(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.ConnectionReset => "connection reset by the peer",
        SocketError.OperationAborted => "the channel was disposed",
        SocketError.ConnectionRefused => "nothing listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name is unknown",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the host cannot be reached",
        SocketError.TimedOut => "no answer",
        SocketError.AccessDenied => "permission denied",
        SocketError.AddressAlreadyInUse => "the address is in use",
        SocketError.WouldBlock => "its queue of connections is full",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => failure.Message,
    };
}
