namespace Harness.Emulator.Dispatch;

/// <summary>
/// All names that a handler may have: a handler for a name that is misspelt would never be called by any schema. The commands
/// of QMP 2.3, the emulator's own, and those of later versions that have a handler.
/// </summary>
internal static class KnownCommands
{
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        // QMP 2.3, in alphabetical order.
        "add-fd", "add_client", "balloon", "block-commit", "block-job-cancel", "block-job-complete", "block-job-pause",
        "block-job-resume", "block-job-set-speed", "block-set-write-threshold", "block-stream", "block_passwd", "block_resize",
        "block_set_io_throttle", "blockdev-add", "blockdev-backup", "blockdev-snapshot-delete-internal-sync",
        "blockdev-snapshot-internal-sync", "blockdev-snapshot-sync", "change", "change-backing-file", "change-vnc-password",
        "chardev-add", "chardev-remove", "client_migrate_info", "closefd", "cont", "cpu", "cpu-add", "device-list-properties",
        "device_add", "device_del", "drive-backup", "drive-mirror", "dump-guest-memory", "eject", "expire_password", "getfd",
        "human-monitor-command", "inject-nmi", "memsave", "migrate", "migrate-incoming", "migrate-set-cache-size",
        "migrate-set-capabilities", "migrate_cancel", "migrate_set_downtime", "migrate_set_speed", "nbd-server-add", "nbd-server-start",
        "nbd-server-stop", "netdev_add", "netdev_del", "object-add", "object-del", "pmemsave", "qmp_capabilities", "qom-get", "qom-list",
        "qom-list-types", "qom-set", "query-acpi-ospm-status", "query-balloon", "query-block", "query-block-jobs", "query-blockstats",
        "query-chardev", "query-chardev-backends", "query-command-line-options", "query-commands", "query-cpu-definitions", "query-cpus",
        "query-dump-guest-memory-capability", "query-events", "query-fdsets", "query-iothreads", "query-kvm", "query-machines",
        "query-memdev", "query-memory-devices", "query-mice", "query-migrate", "query-migrate-cache-size", "query-migrate-capabilities",
        "query-name", "query-named-block-nodes", "query-pci", "query-rx-filter", "query-spice", "query-status", "query-target",
        "query-tpm", "query-tpm-models", "query-tpm-types", "query-uuid", "query-version", "query-vnc", "query-vnc-servers", "quit",
        "remove-fd", "ringbuf-read", "ringbuf-write", "rtc-reset-reinjection", "screendump", "send-key", "set_link", "set_password",
        "stop", "system_powerdown", "system_reset", "system_wakeup", "trace-event-get-state", "trace-event-set-state", "transaction",
        "x-input-send-event", "xen-save-devices-state", "xen-set-global-dirty-log",

        // The emulator's own.
        "x-oob-test",
    };
}
