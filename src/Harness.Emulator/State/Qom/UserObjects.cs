using System.Text.Json;
using System.Text.Json.Nodes;

using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State.Qom;

/// <summary>
/// Objects at <c>/objects</c>; memory backends and I/O threads are known to <see cref="Memory"/> and <see cref="Processors"/> as well. Section
/// <c>objects</c>: <c>[ { "qom-type": TYPE, "id": ID, "props": { … } } ]</c>.
/// </summary>
internal sealed class UserObjects
{
    private readonly Machine _machine;
    private readonly ObjectBuilder _builder;

    public UserObjects(IReadOnlyList<MachineSection> objects, Machine machine)
    {
        _machine = machine;
        _builder = new ObjectBuilder(machine.Qom);
        foreach (MemoryBackend backend in machine.Memory.Backends.Where(b => b.Id is not null))
        {
            Import(backend);
        }

        foreach (IoThread thread in machine.Processors.IoThreads)
        {
            machine.Qom.Objects.Add(thread.Id, new QomObject(ObjectTypes.Find("iothread")!));
        }

        foreach (MachineSection section in objects)
        {
            Read(section);
        }
    }

    public QomObject? Find(string id) => _machine.Qom.Objects.Child(id);

    /// <exception cref="RefusedException">The properties do not suit the class.</exception>
    public void Add(ObjectType type, string id, IEnumerable<JsonProperty> properties)
    {
        QomObject made = _builder.Build(type, properties, textForAll: false, hotplugged: true);
        if (ObjectTypes.Is(type, "memory-backend"))
        {
            Check(made);
            _machine.Memory.Add(Backend(made, id));
        }
        else if (type.Name == "iothread")
        {
            _machine.Processors.AddIoThread(id);
        }

        _machine.Qom.Objects.Add(id, made);
    }

    public void Remove(QomObject target)
    {
        _machine.Memory.RemoveBackend(target.Name);
        _machine.Processors.RemoveIoThread(target.Name);
        target.Leave();
    }

    /// <summary>A property was written: what is known elsewhere follows.</summary>
    public void Changed(QomObject target)
    {
        if (target.Parent == _machine.Qom.Objects && ObjectTypes.Is(target.Type, "memory-backend"))
        {
            _machine.Memory.Replace(Backend(target, target.Name));
        }
    }

    private void Read(MachineSection section)
    {
        string name = section.RequiredString("qom-type");
        string id = section.RequiredString("id");
        ObjectType? type = ObjectTypes.Find(name);
        if (type is null || type.IsAbstract || !ObjectTypes.Is(type, "user-creatable"))
        {
            throw section.Wrong("qom-type", "a class that object-add takes");
        }

        if (Find(id) is not null)
        {
            throw section.Wrong("id", "an ID that no other object has");
        }

        JsonElement properties = section.Json("props");
        try
        {
            Add(type, id, properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject() : []);
        }
        catch (RefusedException refused)
        {
            throw section.Wrong("props", $"what the class takes ({refused.Message})");
        }
    }

    private static void Check(QomObject made)
    {
        if (made.Values["size"].GetValue<long>() <= 0)
        {
            throw new RefusedException($"property 'size' of {made.Type.Name} doesn't take value '{made.Values["size"]}'");
        }

        if (made.Values.TryGetValue("mem-path", out JsonNode? path) && path.GetValue<string>().Length == 0)
        {
            throw new RefusedException("mem-path property not set");
        }

        bool hasNodes = made.Values["host-nodes"].AsArray().Count > 0;
        string policy = made.Values["policy"].GetValue<string>();
        if (hasNodes != (policy != "default"))
        {
            throw new RefusedException(hasNodes ? "host-nodes must be empty for policy default, or you should explicitly specify a policy other than default" : $"host-nodes must be set for policy {policy}");
        }
    }

    private static MemoryBackend Backend(QomObject made, string id) => new(
        id,
        made.Values["size"].GetValue<long>(),
        made.Values["merge"].GetValue<bool>(),
        made.Values["dump"].GetValue<bool>(),
        made.Values["prealloc"].GetValue<bool>(),
        [.. made.Values["host-nodes"].AsArray().Select(n => n!.GetValue<long>())],
        made.Values["policy"].GetValue<string>());

    private void Import(MemoryBackend backend)
    {
        QomObject made = new(ObjectTypes.Find("memory-backend-ram")!);
        made.Values["size"] = JsonValue.Create(backend.Size);
        made.Values["merge"] = JsonValue.Create(backend.Merge);
        made.Values["dump"] = JsonValue.Create(backend.Dump);
        made.Values["prealloc"] = JsonValue.Create(backend.Prealloc);
        made.Values["host-nodes"] = new JsonArray([.. backend.HostNodes.Select(n => (JsonNode)JsonValue.Create(n))]);
        made.Values["policy"] = JsonValue.Create(backend.Policy)!;
        _machine.Qom.Objects.Add(backend.Id!, made);
    }
}
