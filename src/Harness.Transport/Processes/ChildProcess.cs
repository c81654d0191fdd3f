using System.Diagnostics;

using Harness.Transport.Channels;
using Harness.Transport.Connecting;
using Harness.Transport.Descriptors;
using Harness.Wire;

namespace Harness.Transport.Processes;

/// <summary>
/// A program that the harness started and speaks QMP with. Disposed, it is killed with all that it started, reaped, and its
/// sockets are removed.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>How long after the end of a connection the end of the process is waited for, which would explain it.</summary>
    private static readonly TimeSpan PatienceWithEnd = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _clock;
    private readonly string _name;
    private readonly Process _process;
    private readonly ProcessTree _tree;
    private readonly PrivateFolder? _folder;
    private readonly IReadOnlyList<Endpoint.Unix> _sockets;
    private readonly OutputTail _printed = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Task _printing;
    private readonly Task<int> _exit;
    private int _isStdioTaken;
    private int _isDisposed;

    private ChildProcess(string name, Process process, PrivateFolder? folder, IReadOnlyList<Endpoint.Unix> sockets, TimeProvider clock)
    {
        _name = name;
        _clock = clock;
        _process = process;
        _tree = new ProcessTree(process);
        _folder = folder;
        _sockets = sockets;
        _printing = FollowAsync();
        _exit = WaitAsync();
    }

    /// <summary>How many connections it serves at the same time: its sockets, or one on standard input and output.</summary>
    public int Monitors => Math.Max(1, _sockets.Count);

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => _exit;

    /// <summary>The end of what it printed, at most 8 KiB: its standard error, and its standard output when that is not QMP.</summary>
    public string Printed => _printed.Text;

    /// <summary>How it ended, with the end of what it printed; null while it runs.</summary>
    public string? Death => !_exit.IsCompletedSuccessfully ? null : Printed is { Length: > 0 } text ? $"{ExitText}; it printed: {text}" : ExitText;

    /// <summary>The system's library reports a signal as 128 and its number, as shells do; a program that exits so by itself reads the same.</summary>
    private string ExitText => _exit.Result is > 128 and <= 128 + 64 ? $"killed by signal {_exit.Result - 128}" : $"exited with status {_exit.Result}";

    /// <summary>Starts a program in the current working directory.</summary>
    /// <exception cref="EndpointUnavailableException">There is no such program, or it cannot be run.</exception>
    public static ChildProcess Start(ChildCommand command, TimeProvider clock)
    {
        PrivateFolder? folder = command.Sockets > 0 ? new PrivateFolder() : null;
        string name = $"exec:{command.Words[0]}";
        try
        {
            Endpoint.Unix[] sockets = [.. Enumerable.Range(1, command.Sockets).Select(number => folder!.Socket(number))];
            return new ChildProcess(name, ProcessTree.Start(name, [.. command.Fill([.. sockets.Select(s => s.Path)])]), folder, sockets, clock);
        }
        catch (EndpointUnavailableException)
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>Connects to a monitor: waits until the program listens. Standard input and output can be connected once.</summary>
    /// <param name="monitor">0-based, below <see cref="Monitors"/>.</param>
    /// <param name="passDescriptors">Makes a socket's channel an <see cref="IDescriptorChannel"/>; Linux only.</param>
    /// <exception cref="EndpointUnavailableException">The program ended, or did not listen in time.</exception>
    public async ValueTask<IByteChannel> ConnectAsync(int monitor, TimeSpan deadline, CancellationToken cancel, bool passDescriptors = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(monitor, Monitors);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (_sockets.Count > 0)
        {
            IByteChannel channel = await ConnectSocketAsync(_sockets[monitor], deadline, passDescriptors, cancel).ConfigureAwait(false);
            return channel is IDescriptorChannel descriptors ? new ChildDescriptorChannel(descriptors, this) : new ChildChannel(channel, this);
        }

        return Interlocked.Exchange(ref _isStdioTaken, 1) == 0
            ? new ChildChannel(new StreamChannel(_process.StandardOutput.BaseStream, _process.StandardInput.BaseStream, _clock), this)
            : throw new EndpointUnavailableException(_name, "its standard input and output are connected already, and can be only once");
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _tree.KillAsync().ConfigureAwait(false);
        await _exit.ConfigureAwait(false);
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _printing.ConfigureAwait(false);
        await _process.StandardInput.BaseStream.DisposeAsync().ConfigureAwait(false);
        await _process.StandardOutput.BaseStream.DisposeAsync().ConfigureAwait(false);
        await _process.StandardError.BaseStream.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
        _folder?.Dispose();
        _disposed.Dispose();
    }

    /// <summary>The end of a connection, with what the end of the process tells of it. A program that exits with status 0 has ended in good order.</summary>
    internal async ValueTask<ChannelRead> ExplainAsync(ChannelRead end, CancellationToken cancel)
    {
        await WaitForEndAsync(cancel).ConfigureAwait(false);
        return Death is { } death && _exit.Result != 0 ? new ChannelRead(ChannelReadKind.Broken, default, death) : end;
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>A child that was given sockets has nothing to read on its standard input, and prints on its standard output.</summary>
    private Task FollowAsync()
    {
        Task errors = _printed.FollowAsync(_process.StandardError.BaseStream, _disposed.Token);
        if (_sockets.Count == 0)
        {
            return errors;
        }

        _process.StandardInput.Close();
        return Task.WhenAll(errors, _printed.FollowAsync(_process.StandardOutput.BaseStream, _disposed.Token));
    }

    /// <summary>Waits a little for the process to end and for its last words.</summary>
    private async ValueTask WaitForEndAsync(CancellationToken cancel)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(Task.WhenAll(_exit, _printing), Task.Delay(PatienceWithEnd, _clock, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
    }

    private async ValueTask<IByteChannel> ConnectSocketAsync(Endpoint.Unix socket, TimeSpan deadline, bool passDescriptors, CancellationToken cancel)
    {
        Connector connector = new(_clock);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task<IByteChannel> connecting = connector.ConnectWhenListeningAsync(socket, deadline, ended.Token, passDescriptors).AsTask();
        if (await Task.WhenAny(connecting, _exit).ConfigureAwait(false) == _exit)
        {
            await ended.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            return await connecting.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested && _exit.Result == 0)
        {
            // A program that makes itself a daemon exits when the daemon listens.
            return await connector.ConnectAsync(socket, deadline, cancel, passDescriptors).ConfigureAwait(false);
        }
        catch (Exception e) when ((e is OperationCanceledException && !cancel.IsCancellationRequested) || e is EndpointUnavailableException)
        {
            await WaitForEndAsync(cancel).ConfigureAwait(false);
            string reason = Death is { } death ? $"it ended before it listened: {death}" : $"it did not listen on {socket.Path}: {e.Message}";
            throw new EndpointUnavailableException(_name, reason, e);
        }
    }
}
