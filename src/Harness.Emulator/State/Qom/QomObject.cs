using System.Text.Json.Nodes;

namespace Harness.Emulator.State.Qom;

/// <summary>An object of the tree: its values by the name of their property, and the objects that are parts of it.</summary>
internal sealed class QomObject(ObjectType type)
{
    private readonly List<QomObject> _children = [];

    public ObjectType Type { get; } = type;

    /// <summary>Name of the property of its parent that it is; empty for the root.</summary>
    public string Name { get; private set; } = "";

    public QomObject? Parent { get; private set; }

    public IReadOnlyList<QomObject> Children => _children;

    /// <summary>One for each property of the class, in its order.</summary>
    public OrderedDictionary<string, JsonNode> Values { get; } = [];

    /// <summary>Objects that its links lead to, by the name of the property.</summary>
    public Dictionary<string, QomObject> Links { get; } = new(StringComparer.Ordinal);

    public bool IsDevice => ObjectTypes.Is(Type, "device");

    /// <summary>Came while the machine was there already.</summary>
    public bool IsHotplugged { get; init; }

    public string Path => Parent is null ? "/" : Parent.Parent is null ? $"/{Name}" : $"{Parent.Path}/{Name}";

    public QomObject Add(string name, QomObject child)
    {
        child.Name = name;
        child.Parent = this;
        _children.Add(child);
        return child;
    }

    public QomObject? Child(string name) => _children.Find(c => c.Name == name);

    /// <summary>Takes it out of the tree.</summary>
    public void Leave()
    {
        Parent?._children.Remove(this);
        Parent = null;
    }

    /// <summary>Itself and all that is below.</summary>
    public IEnumerable<QomObject> Walk() => _children.SelectMany(c => c.Walk()).Prepend(this);

    /// <summary>What a child or link property leads to; null for any other.</summary>
    public QomObject? Follow(string property) => Child(property) ?? Links.GetValueOrDefault(property);
}
