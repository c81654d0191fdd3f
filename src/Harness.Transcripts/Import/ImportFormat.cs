namespace Harness.Transcripts.Import;

/// <summary>Files of other tools that hold sessions.</summary>
public enum ImportFormat
{
    /// <summary>libvirt's <c>*.replies</c>: pretty-printed requests and replies in turn, empty lines between.</summary>
    Replies,

    /// <summary>libvirt's debug log: <c>QEMU_MONITOR_IO_WRITE</c>, <c>QEMU_MONITOR_RECV_REPLY</c>, <c>QEMU_MONITOR_RECV_EVENT</c>.</summary>
    Libvirt,

    /// <summary>What <c>qmp-shell -v -p</c> or its log prints: JSON texts, requests told by <c>execute</c>.</summary>
    QmpShell,

    /// <summary><c>socat -v</c>: chunks headed <c>> 2024/01/01 …</c> and <c>< …</c>.</summary>
    Socat,

    /// <summary><c>-></c> and <c><-</c> lines.</summary>
    Arrow,
}
