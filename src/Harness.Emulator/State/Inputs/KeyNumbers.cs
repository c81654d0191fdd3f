using System.Globalization;

namespace Harness.Emulator.State.Inputs;

/// <summary>
/// Names of keys by the numbers that a PC's keyboard sends for them (scan code set 1; 128 more for those with the prefix E0), so that
/// a key is the same key however it is named.
/// </summary>
internal static class KeyNumbers
{
    /// <summary>From number 1 on; an empty place has no key.</summary>
    private static readonly string[] _first =
    [
        "esc", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "minus", "equal", "backspace", "tab",
        "q", "w", "e", "r", "t", "y", "u", "i", "o", "p", "bracket_left", "bracket_right", "ret", "ctrl",
        "a", "s", "d", "f", "g", "h", "j", "k", "l", "semicolon", "apostrophe", "grave_accent", "shift", "backslash",
        "z", "x", "c", "v", "b", "n", "m", "comma", "dot", "slash", "shift_r", "kp_multiply", "alt", "spc", "caps_lock",
        "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "num_lock", "scroll_lock",
        "kp_7", "kp_8", "kp_9", "kp_subtract", "kp_4", "kp_5", "kp_6", "kp_add", "kp_1", "kp_2", "kp_3", "kp_0", "kp_decimal", "sysrq",
        "", "less", "f11", "f12",
    ];

    private static readonly Dictionary<long, string> _prefixed = new()
    {
        [0x9C] = "kp_enter", [0x9D] = "ctrl_r", [0xB5] = "kp_divide", [0xB7] = "print", [0xB8] = "alt_r", [0xC7] = "home", [0xC8] = "up",
        [0xC9] = "pgup", [0xCB] = "left", [0xCD] = "right", [0xCF] = "end", [0xD0] = "down", [0xD1] = "pgdn", [0xD2] = "insert",
        [0xD3] = "delete", [0xDB] = "meta_l", [0xDC] = "meta_r", [0xDD] = "menu",
    };

    /// <summary>The key's name; the number itself where it has none.</summary>
    public static string NameOf(long number) =>
        number >= 1 && number <= _first.Length && _first[number - 1] is { Length: > 0 } name ? name
        : _prefixed.TryGetValue(number, out string? other) ? other
        : string.Create(CultureInfo.InvariantCulture, $"#{number}");
}
