using Harness.Emulator.Dispatch;

namespace Harness.Emulator.State.Inputs;

/// <summary>Something that is done with keyboard or mouse.</summary>
internal abstract record InputEvent
{
    /// <summary>Reads a QAPI <c>InputEvent</c>. A kind that only another schema knows is one that does nothing.</summary>
    public static InputEvent Read(Arguments arguments)
    {
        string type = arguments.String("type");
        Arguments data = arguments.Object("data");
        return type switch
        {
            "key" => new Press(KeyOf(data.Object("key")), data.Bool("down"), IsButton: false),
            "btn" => new Press(ButtonName(data.String("button")), data.Bool("down"), IsButton: true),
            "rel" or "abs" => new Move(IsX(data.String("axis")), data.Int("value"), type == "abs"),
            _ => new Press("", Down: false, IsButton: true),
        };
    }

    /// <summary>Name of a key given as QAPI <c>KeyValue</c>.</summary>
    public static string KeyOf(Arguments key) => key.String("type") == "number" ? KeyNumbers.NameOf(key.Int("data")) : key.String("data");

    public static string ButtonName(string button) => $"button:{button}";

    private static bool IsX(string axis) => axis is "X" or "x";

    /// <summary>A key or a button of the mouse goes down or up.</summary>
    /// <param name="Name">The key's name; a button has the prefix <c>button:</c>.</param>
    internal sealed record Press(string Name, bool Down, bool IsButton) : InputEvent;

    /// <summary>The pointer moves along an axis, by so much or to a place.</summary>
    internal sealed record Move(bool AlongX, long Value, bool IsAbsolute) : InputEvent;
}
