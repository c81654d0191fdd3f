using Harness.Emulator.Dispatch;
using Harness.Emulator.State.Block;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Trays, media and passwords treated wrongly.</summary>
internal static class MediaMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("eject-ignores-lock", "ejects a locked medium without force", "eject", call => call.With("force", "true").Run()),
        CommandMutant.Of("eject-ignores-force", "refuses to eject a locked medium by force", "eject", call => call.With("force", null).Run()),
        CommandMutant.Of("eject-keeps-medium", "opens the tray on eject and keeps the medium", "eject", EjectKeepsMedium),
        CommandMutant.Of("eject-keeps-tray-shut", "ejects a medium through a closed tray", "eject", EjectKeepsTrayShut),
        CommandMutant.Of("eject-refuses-empty", "refuses to eject from a device without medium", "eject", EjectRefusesEmpty),
        CommandMutant.Of("eject-fixed-disk", "ejects the medium of a device that is not removable", "eject", EjectFixedDisk),
        new("device-error-generic", "answers GenericError for an unknown block device", () => new GenericForUnknown()),
        new("tray-events-missing", "moves trays without DEVICE_TRAY_MOVED", () => new Mute("DEVICE_TRAY_MOVED")),
        CommandMutant.Of("change-loses-medium", "removes the medium although the new one cannot be opened", "change", ChangeLosesMedium),
        CommandMutant.Of("change-ignores-lock", "changes a locked medium", "change", ChangeIgnoresLock),
        CommandMutant.Of("change-leaves-tray-open", "leaves the tray open behind a new medium", "change", ChangeLeavesTrayOpen),
        CommandMutant.Of("change-ignores-format", "opens a changed medium in the format that it finds", "change", call => call.Arguments.OptionalString("device") == "vnc" ? call.Run() : call.With("arg", null).Run()),
        CommandMutant.Of("change-hides-encryption", "answers change with success for an encrypted image", "change", call => SucceedInstead(call, ErrorClass.DeviceEncrypted)),
        CommandMutant.Of("vnc-password-optional", "sets a VNC password that was not given", "change", call => call.Arguments.OptionalString("device") == "vnc" ? Reply.Empty : call.Run()),
        CommandMutant.Of("passwd-without-effect", "answers block_passwd and forgets the password", "block_passwd", PasswordForgotten),
        CommandMutant.Of("passwd-accepts-any", "takes a wrong password", "block_passwd", call => SucceedInstead(call, ErrorClass.GenericError)),
        CommandMutant.Of("cont-ignores-encryption", "lets a machine run with an encrypted image without password", "cont", ContIgnoresEncryption),
        CommandMutant.Of("cont-keeps-io-status", "keeps the I/O status when the machine goes on", "cont", ContKeepsStatus),
        new("io-error-events-missing", "does not tell of I/O errors", () => new Mute("BLOCK_IO_ERROR")),
        new("corruption-events-missing", "does not tell of corrupt images", () => new Mute("BLOCK_IMAGE_CORRUPTED")),
    ];

    private static BlockDevice? DeviceOf(in Invocation call) => call.Machine.Block.FindDevice(call.Arguments.OptionalString("device") ?? "");

    private static Reply SucceedInstead(in Invocation call, ErrorClass errorClass)
    {
        try
        {
            Reply reply = call.Run();
            return reply.IsError && reply.ErrorClass == errorClass ? Reply.Empty : reply;
        }
        catch (RefusedException refused) when (refused.ErrorClass == errorClass)
        {
            return Reply.Empty;
        }
    }

    private static Reply EjectKeepsMedium(Invocation call)
    {
        BlockDevice? device = DeviceOf(call);
        BlockNode? medium = device?.Medium;
        Reply reply = call.Run();
        if (device is not null)
        {
            device.Medium = medium;
        }

        return reply;
    }

    private static Reply EjectKeepsTrayShut(Invocation call)
    {
        Reply reply = call.Run();
        if (DeviceOf(call) is { } device && !reply.IsError)
        {
            device.IsTrayOpen = false;
        }

        return reply;
    }

    private static Reply EjectRefusesEmpty(Invocation call) =>
        DeviceOf(call) is { Medium: null } device ? Reply.Error($"Device '{device.Name}' has no medium") : call.Run();

    private static Reply EjectFixedDisk(Invocation call)
    {
        if (DeviceOf(call) is not { IsRemovable: false } device)
        {
            return call.Run();
        }

        device.Medium = null;
        return Reply.Empty;
    }

    private static Reply ChangeLosesMedium(Invocation call)
    {
        try
        {
            return call.Run();
        }
        catch (RefusedException)
        {
            if (DeviceOf(call) is { } device)
            {
                device.Medium = null;
            }

            throw;
        }
    }

    private static Reply ChangeIgnoresLock(Invocation call)
    {
        if (DeviceOf(call) is { } device)
        {
            device.IsLocked = false;
        }

        return call.Run();
    }

    private static Reply ChangeLeavesTrayOpen(Invocation call)
    {
        Reply reply = call.Run();
        if (DeviceOf(call) is { HasTray: true } device)
        {
            device.IsTrayOpen = true;
        }

        return reply;
    }

    private static Reply PasswordForgotten(Invocation call)
    {
        Reply reply = call.Run();
        if (DeviceOf(call)?.Medium is { Image.IsEncrypted: true } medium)
        {
            medium.NeedsPassword = true;
        }

        return reply;
    }

    private static Reply ContIgnoresEncryption(Invocation call)
    {
        call.Machine.RunState.Continue();
        return Reply.Empty;
    }

    private static Reply ContKeepsStatus(Invocation call)
    {
        string[] before = [.. call.Machine.Block.Devices.Select(d => d.IoStatus)];
        Reply reply = call.Run();
        for (int i = 0; i < before.Length; i++)
        {
            call.Machine.Block.Devices[i].IoStatus = before[i];
        }

        return reply;
    }

    private sealed class GenericForUnknown : Conduct
    {
        public override Reply Execute(in Invocation call)
        {
            try
            {
                return base.Execute(call);
            }
            catch (RefusedException refused) when (refused.ErrorClass == ErrorClass.DeviceNotFound)
            {
                return Reply.Error(refused.Message);
            }
        }
    }
}
