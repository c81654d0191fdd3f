using System.Net.Sockets;

namespace Harness.Benchmarks.RoundTrips;

/// <summary>The least that a .NET server can do on a unix socket: send back what came, parse nothing. The yardstick of the emulator's budget.</summary>
internal static class EchoServer
{
    public static int Run(string path)
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1024);
        AcceptAsync(listener).GetAwaiter().GetResult();
        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket socket = await listener.AcceptAsync();
            _ = EchoAsync(socket);
        }
    }

    private static async Task EchoAsync(Socket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        using (socket)
        {
            int read;
            while ((read = await socket.ReceiveAsync(buffer)) > 0)
            {
                for (int sent = 0; sent < read;)
                {
                    sent += await socket.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
    }
}
