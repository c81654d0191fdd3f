using System.Text.Json.Nodes;

using static Harness.Emulator.Commands.Human.HumanParameter;

namespace Harness.Emulator.Commands.Human;

/// <summary>Commands of the human monitor about block jobs.</summary>
internal static class JobWords
{
    private static readonly Word Device = new("device", "block device name");
    private static readonly Flag Full = new('f', "full");
    private static readonly Flag Reuse = new('n', "reuse");
    private static readonly Word Format = new("format", Optional: true);

    public static IReadOnlyList<HumanCommand> All { get; } =
    [
        HumanCommand.Of("block_stream", "block-stream", "copy data from backing files into an image", Device, new Size("speed", Optional: true), new Word("base", Optional: true)),
        new("drive_mirror", "copy a device and what is written to it; with -f the whole image, with -n to a file that is there", call => Copy(call, "drive-mirror"), Reuse, Full, Device, new Word("target"), Format),
        new("drive_backup", "copy a device as it is now; with -f the whole image, with -n to a file that is there", call => Copy(call, "drive-backup"), Reuse, Full, Device, new Word("target"), Format),
        HumanCommand.Of("block_job_set_speed", "block-job-set-speed", "limit what a job transfers in a second", Device, new Size("speed")),
        HumanCommand.Of("block_job_cancel", "block-job-cancel", "cancel a job, with -f one that is paused", new Flag('f', "force"), Device),
        HumanCommand.Of("block_job_complete", "block-job-complete", "let a mirror job that is ready end", Device),
        HumanCommand.Of("block_job_pause", "block-job-pause", "let a job wait", Device),
        HumanCommand.Of("block_job_resume", "block-job-resume", "let a job that waits go on", Device),
        HumanCommand.Of("nbd_server_stop", "nbd-server-stop", "end the NBD server"),
    ];

    private static string[] Copy(HumanCall call, string command)
    {
        JsonObject arguments = new()
        {
            ["device"] = call.Text("device"),
            ["target"] = call.Text("target"),
            ["mode"] = call.Flag("reuse") ? "existing" : "absolute-paths",
            ["sync"] = call.Flag("full") ? "full" : "top",
        };
        if (call.Text("format") is { } format)
        {
            arguments["format"] = format;
        }

        return call.Do(command, arguments);
    }
}
