using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

using Harness.Wire;

namespace Harness.Emulator.Output;

/// <summary>
/// Writes one JSON value member by member, spaced as QEMU does. Misuse (a member outside an object, an item outside an
/// array, an end too many) throws. The result is UTF-8; who sends it escapes what is not ASCII.
/// </summary>
internal sealed class DataWriter
{
    private const int KeepBytes = 1 << 20;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x5F).Select(i => (char)i).Where(c => c is not ('"' or '\\'))]);

    /// <summary>What is open, outermost first; true for arrays.</summary>
    private readonly List<bool> _open = [];
    private byte[] _buffer = new byte[256];
    private int _length;
    private bool _comma;

    public void Reset()
    {
        _length = 0;
        _comma = false;
        _open.Clear();
        if (_buffer.Length > KeepBytes)
        {
            _buffer = new byte[256];
        }
    }

    /// <summary>The value; valid until the next <see cref="Reset"/>.</summary>
    /// <exception cref="InvalidOperationException">Something is open, or nothing was written.</exception>
    public ReadOnlySpan<byte> Complete() => _open.Count == 0 && _length > 0
        ? _buffer.AsSpan(0, _length)
        : throw new InvalidOperationException("the value is not complete");

    public void BeginObject() => Begin(null, array: false);

    public void BeginObject(string member) => Begin(member, array: false);

    public void EndObject() => End(array: false);

    public void BeginArray() => Begin(null, array: true);

    public void BeginArray(string member) => Begin(member, array: true);

    public void EndArray() => End(array: true);

    public void String(string member, string value)
    {
        Name(member);
        PutString(value);
    }

    /// <summary>Writes the member unless the value is null.</summary>
    public void OptionalString(string member, string? value)
    {
        if (value is not null)
        {
            String(member, value);
        }
    }

    /// <summary>An item of an array, or the whole value.</summary>
    public void String(string value)
    {
        Item();
        PutString(value);
    }

    public void Bool(string member, bool value)
    {
        Name(member);
        Put(value ? "true"u8 : "false"u8);
    }

    public void OptionalBool(string member, bool? value)
    {
        if (value is { } given)
        {
            Bool(member, given);
        }
    }

    public void Int(string member, long value)
    {
        Name(member);
        PutInt(value);
    }

    public void OptionalInt(string member, long? value)
    {
        if (value is { } given)
        {
            Int(member, given);
        }
    }

    /// <summary>An item of an array, or the whole value.</summary>
    public void Int(long value)
    {
        Item();
        PutInt(value);
    }

    public void UInt(string member, ulong value)
    {
        Name(member);
        Utf8Formatter.TryFormat(value, Room(20), out int written);
        _length += written;
    }

    public void Number(string member, double value)
    {
        Name(member);
        Put(Encoding.ASCII.GetBytes(value.ToString("R", CultureInfo.InvariantCulture)));
    }

    public void Null(string member)
    {
        Name(member);
        Put("null"u8);
    }

    /// <summary>Any value, with its own spelling.</summary>
    public void Json(string member, JsonElement value)
    {
        Name(member);
        Put(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value));
    }

    /// <summary>Ready JSON as an item of an array, or as the whole value.</summary>
    public void Json(ReadOnlySpan<byte> value)
    {
        Item();
        Put(value);
    }

    private void Begin(string? member, bool array)
    {
        if (member is null)
        {
            Item();
        }
        else
        {
            Name(member);
        }

        Put(array ? "["u8 : "{"u8);
        _open.Add(array);
        _comma = false;
    }

    private void End(bool array)
    {
        if (_open.Count == 0 || _open[^1] != array)
        {
            throw new InvalidOperationException(array ? "no array is open" : "no object is open");
        }

        _open.RemoveAt(_open.Count - 1);
        Put(array ? "]"u8 : "}"u8);
        _comma = true;
    }

    private void Name(string member)
    {
        if (_open.Count == 0 || _open[^1])
        {
            throw new InvalidOperationException($"member '{member}' is not inside an object");
        }

        Separate();
        PutString(member);
        Put(": "u8);
    }

    private void Item()
    {
        if (_open.Count == 0 ? _length > 0 : !_open[^1])
        {
            throw new InvalidOperationException("a value without a name is not inside an array");
        }

        Separate();
    }

    private void Separate()
    {
        if (_comma)
        {
            Put(", "u8);
        }

        _comma = true;
    }

    private void PutString(string value)
    {
        if (value.AsSpan().ContainsAnyExcept(Plain))
        {
            PutEscaped(value);
            return;
        }

        Span<byte> room = Room(value.Length + 2);
        room[0] = (byte)'"';
        Encoding.ASCII.GetBytes(value, room[1..]);
        room[value.Length + 1] = (byte)'"';
        _length += value.Length + 2;
    }

    private void PutEscaped(string value)
    {
        ArrayBufferWriter<byte> escaped = new(value.Length * 2);
        MessageWriter.WriteString(escaped, value);
        Put(escaped.WrittenSpan);
    }

    private void PutInt(long value)
    {
        Utf8Formatter.TryFormat(value, Room(20), out int written);
        _length += written;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private Span<byte> Room(int bytes)
    {
        int needed = checked(_length + bytes);
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _buffer.Length)));
        }

        return _buffer.AsSpan(_length);
    }
}
