using System.Text.Json.Nodes;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Commands of the human monitor about block devices and their media.</summary>
internal static class BlockWords
{
    private static readonly Word Device = new("device", "block device name");

    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        HumanCommand.Of("eject", "eject", "take a medium out, with -f one that is locked", new Flag('f', "force"), Device),
        new("change", "put another medium in; of the device vnc, let it listen elsewhere or set its password", Change, Device, new Word("target", "filename"), new Word("arg", Optional: true)),
        HumanCommand.Of("block_resize", "block_resize", "change the size of an image", Device, new Size("size")),
        HumanCommand.Of("block_passwd", "block_passwd", "give the password of an encrypted image", Device, new Word("password")),
        HumanCommand.Of(
            "block_set_io_throttle",
            "block_set_io_throttle",
            "limit what a device transfers in a second",
            [Device, new Number("bps"), new Number("bps_rd"), new Number("bps_wr"), new Number("iops"), new Number("iops_rd"), new Number("iops_wr")]),
        new("snapshot_blkdev", "keep an image as it is and write to a new one; with -n to one that is there", TakeSnapshot, new Flag('n', "reuse"), Device, new Word("snapshot-file", Optional: true), new Word("format", Optional: true)),
        HumanCommand.Of("snapshot_blkdev_internal", "blockdev-snapshot-internal-sync", "take a snapshot inside the image", Device, new Word("name")),
        HumanCommand.Of("snapshot_delete_blkdev_internal", "blockdev-snapshot-delete-internal-sync", "delete a snapshot inside the image", Device, new Word("name"), new Word("id", Optional: true)),
    ];

    /// <summary>The password of VNC is asked for where it is not given, which takes a terminal.</summary>
    private static string[] Change(HumanCall call) =>
        call.Text("device") != "vnc" ? call.Do("change", call.Values)
        : call.Text("target") is not ("password" or "passwd") ? call.Do("change", call.Values)
        : call.Text("arg") is null ? ["terminal does not support password prompting"]
        : call.Do("change", call.Values);

    private static string[] TakeSnapshot(HumanCall call)
    {
        if (call.Text("snapshot-file") is not { } file)
        {
            return ["Error: Parameter 'snapshot-file' is missing"];
        }

        JsonObject arguments = new() { ["device"] = call.Text("device"), ["snapshot-file"] = file, ["mode"] = call.Flag("reuse") ? "existing" : "absolute-paths" };
        if (call.Text("format") is { } format)
        {
            arguments["format"] = format;
        }

        return call.Do("blockdev-snapshot-sync", arguments);
    }
}
