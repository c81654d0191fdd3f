using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;
using Harness.Session;

namespace Harness.Emulator.Mutants;

/// <summary>Devices and objects that are lost, kept, made in spite of faults, or shown wrongly.</summary>
internal static class QomMutants
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        CommandMutant.Of("device-add-without-effect", "answers device_add and plugs nothing", "device_add", _ => Reply.Empty),
        CommandMutant.Of("device-add-accepts-all", "answers device_add for devices that it cannot plug", "device_add", Forgives),
        CommandMutant.Of("device-add-drops-properties", "plugs devices without the properties that are given", "device_add", DropsProperties),
        CommandMutant.Of("device-add-not-hotplugged", "says of plugged devices that they were there from the start", "qom-get", call => call.Arguments.String("property") == "hotplugged" ? Reply.Json("false") : call.Run()),
        CommandMutant.Of("device-del-without-effect", "answers device_del and keeps the device", "device_del", _ => Reply.Empty),
        CommandMutant.Of("device-del-unknown-accepted", "answers device_del for devices that do not exist", "device_del", Forgives),
        CommandMutant.Of("device-del-generic-error", "refuses to remove unknown devices with the class GenericError", "device_del", Generic),
        CommandMutant.Of("device-del-without-guest", "removes devices without a word of the guest", "device_del", WithoutGuest),
        CommandMutant.Of("reset-keeps-devices", "keeps devices at a reset whose removal was requested", "system_reset", _ => Reply.Empty),
        new("no-device-deleted-event", "never says that a device has gone", () => new Silent("DEVICE_DELETED")),
        CommandMutant.Of("device-properties-generic-error", "refuses unknown kinds of device with the class GenericError", "device-list-properties", Generic),
        CommandMutant.Of("device-properties-empty", "knows no properties of any device", "device-list-properties", Empties),
        CommandMutant.Of("device-properties-of-all", "lists properties of classes that are no devices", "device-list-properties", call => Lenient(call, "[]")),
        CommandMutant.Of("object-add-without-effect", "answers object-add and makes nothing", "object-add", _ => Reply.Empty),
        CommandMutant.Of("object-add-accepts-all", "answers object-add for objects that it cannot make", "object-add", Forgives),
        CommandMutant.Of("object-add-drops-properties", "makes objects without the properties that are given", "object-add", DropsProps),
        CommandMutant.Of("object-del-without-effect", "answers object-del and keeps the object", "object-del", _ => Reply.Empty),
        CommandMutant.Of("object-del-accepts-all", "answers object-del for objects that it cannot remove", "object-del", Forgives),
        CommandMutant.Of("qom-generic-error", "answers qom-list for unknown paths with the class GenericError", "qom-list", Generic),
        CommandMutant.Of("qom-get-generic-error", "answers qom-get for unknown paths with the class GenericError", "qom-get", Generic),
        CommandMutant.Of("qom-set-generic-error", "answers qom-set for unknown paths with the class GenericError", "qom-set", Generic),
        CommandMutant.Of("qom-list-empty", "knows no properties of any object", "qom-list", Empties),
        CommandMutant.Of("qom-list-ambiguous-accepted", "takes partial paths that fit in several places", "qom-list", call => Lenient(call, "[]")),
        CommandMutant.Of("qom-absolute-paths-only", "takes absolute paths alone", "qom-list", call => call.Arguments.String("path").StartsWith('/') ? call.Run() : Reply.Error(ErrorClass.DeviceNotFound, "relative")),
        CommandMutant.Of("qom-get-unknown-accepted", "reads properties that an object does not have as null", "qom-get", call => Lenient(call, "\"\"")),
        CommandMutant.Of("qom-get-as-text", "reads every property as text", "qom-get", AsText),
        CommandMutant.Of("qom-set-without-effect", "answers qom-set and writes nothing", "qom-set", _ => Reply.Empty),
        CommandMutant.Of("qom-set-accepts-all", "answers qom-set where it cannot write", "qom-set", Forgives),
        CommandMutant.Of("types-abstract-always", "lists abstract classes without being asked to", "qom-list-types", call => call.With("abstract", "true").Run()),
        CommandMutant.Of("types-abstract-never", "lists no abstract classes", "qom-list-types", call => call.With("abstract", null).Run()),
        CommandMutant.Of("types-implements-ignored", "lists all classes whatever they implement", "qom-list-types", call => call.With("implements", null).Run()),
    ];

    /// <summary>Success whatever the command says.</summary>
    private static Reply Forgives(Invocation call)
    {
        Reply reply = Caught(call);
        return reply.IsError ? Reply.Empty : reply;
    }

    private static Reply Generic(Invocation call)
    {
        Reply reply = Caught(call);
        return reply.IsError ? Reply.Error(reply.Text!) : reply;
    }

    private static Reply Lenient(Invocation call, string json)
    {
        Reply reply = Caught(call);
        return reply.IsError ? Reply.Json(json) : reply;
    }

    private static Reply Caught(Invocation call)
    {
        try
        {
            return call.Run();
        }
        catch (RefusedException refused)
        {
            return Reply.Error(refused.ErrorClass, refused.Message);
        }
    }

    private static Reply Empties(Invocation call)
    {
        Reply reply = call.Run();
        return reply.IsError ? reply : Reply.Json("[]");
    }

    private static Reply DropsProperties(Invocation call)
    {
        string[] kept = ["driver", "id", "bus"];
        Invocation bare = call;
        foreach (string name in call.Arguments.Element.EnumerateObject().Select(p => p.Name).Except(kept).ToArray())
        {
            bare = bare.With(name, null);
        }

        return bare.Run();
    }

    private static Reply DropsProps(Invocation call) =>
        call.Arguments.String("qom-type").StartsWith("memory", StringComparison.Ordinal) ? call.With("props", """{ "size": 4096 }""").Run() : call.With("props", null).Run();

    private static Reply WithoutGuest(Invocation call)
    {
        Reply reply = call.Run();
        call.Machine.Devices.Reset();
        return reply;
    }

    private static Reply AsText(Invocation call)
    {
        Reply reply = call.Run();
        return reply.IsError ? reply : Reply.Json(JsonValue.Create(System.Text.Encoding.UTF8.GetString(reply.Result(new Output.DataWriter())).Trim('"'))!.ToJsonString());
    }

    private sealed class Silent(string silent) : Conduct
    {
        public override bool Emits(string name) => name != silent;
    }
}
