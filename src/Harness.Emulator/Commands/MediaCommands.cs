using Harness.Emulator.Dispatch;
using Harness.Emulator.State;
using Harness.Emulator.State.Block;
using Harness.Session;

namespace Harness.Emulator.Commands;

/// <summary>Media of removable devices, and the passwords of images.</summary>
internal sealed class MediaCommands(Machine machine)
{
    [QmpCommand("eject")]
    private Reply Eject(Arguments arguments)
    {
        BlockDevice device = machine.Block.Device(arguments.String("device"));
        bool force = arguments.Bool("force", false);
        if (WhyNotRemovable(device, force) is { } why)
        {
            return Reply.Error(why);
        }

        device.IsLocked &= !force;
        device.MoveTray(open: true, machine.Events);
        device.RemoveMedium();
        return Reply.Empty;
    }

    [QmpCommand("change")]
    private Reply Change(Arguments arguments)
    {
        string name = arguments.String("device");
        string target = arguments.String("target");
        string? arg = arguments.OptionalString("arg");
        return name == "vnc" ? ChangeVnc(target, arg) : ChangeMedium(machine.Block.Device(name), target, arg);
    }

    [QmpCommand("block_passwd")]
    private Reply GivePassword(Arguments arguments)
    {
        string? device = arguments.OptionalString("device");
        BlockNode node = machine.Block.Lookup(device, arguments.OptionalString("node-name"));
        string password = arguments.String("password");
        if (!node.Image.IsEncrypted)
        {
            return Reply.Error($"Node '{node.Name ?? device}' is not encrypted");
        }

        if (node.Image.Password is { } right && right != password)
        {
            return Reply.Error("The password is wrong");
        }

        node.NeedsPassword = false;
        return Reply.Empty;
    }

    private Reply ChangeVnc(string target, string? arg)
    {
        if (target is not ("password" or "passwd"))
        {
            return machine.Display.ListenVnc(target) is { } why ? Reply.Error(why) : Reply.Empty;
        }

        if (arg is null)
        {
            return Reply.Error("Parameter 'password' is missing");
        }

        return machine.Display.SetVncPassword(arg) ? Reply.Empty : Reply.Error("Could not set password");
    }

    /// <summary>The new image is opened before the old one is removed, so that a failure leaves the device as it was.</summary>
    private Reply ChangeMedium(BlockDevice device, string file, string? format)
    {
        if (WhyNotRemovable(device, force: false) is { } why)
        {
            return Reply.Error(why);
        }

        if (format is not null)
        {
            ImageOpener.Format(format);
        }

        bool readOnly = device.IsReadOnly || device.Medium is { IsReadOnly: true };
        BlockNode medium = machine.Block.Opener.Open(file, new OpenOptions { Format = format, IsReadOnly = readOnly });
        device.MoveTray(open: true, machine.Events);
        device.RemoveMedium();
        device.Medium = medium;
        device.MoveTray(open: false, machine.Events);
        return medium.NeedsPassword
            ? Reply.Error(ErrorClass.DeviceEncrypted, $"'{device.Name}' ({file}) is encrypted")
            : Reply.Empty;
    }

    private string? WhyNotRemovable(BlockDevice device, bool force) =>
        !device.IsRemovable ? $"Device '{device.Name}' is not removable"
        : device.Medium is { } medium && machine.Block.WhyBusy(medium) is { } busy ? busy
        : device.IsLocked && !device.IsTrayOpen && !force ? $"Device '{device.Name}' is locked and force was not specified, wait for tray to open and try again"
        : null;
}
